/* The editable text: what goes in from the clipboard, what is read out. The server cleans every text again. */

import { page } from './words.js'

const KEPT = new Set('P BR STRONG EM U S B I H3 UL OL LI TABLE THEAD TBODY TR TH TD'.split(' '))
const GONE = new Set('SCRIPT STYLE HEAD TITLE META LINK XML SVG IMG OBJECT IFRAME VIDEO AUDIO'.split(' '))
const BLOCKS = new Set('DIV SECTION ARTICLE H1 H2 H4 H5 H6 BLOCKQUOTE PRE'.split(' '))
const ATTRIBUTES = ['colspan', 'rowspan', 'start', 'type']
const CLEAN_WITHIN = 4000

/** The text as HTML, empty when there is nothing to see. */
export function htmlOf (body) {
  return body.textContent.trim() || body.querySelector('td, th') ? body.innerHTML : ''
}

/** Put stored HTML into an editable text; only what a text may hold gets in. */
export function fillWith (body, html) {
  body.replaceChildren(safe(html))
}

/** Parse HTML into a fragment of allowed elements without other attributes. */
export function safe (html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  copy(parsed.body, fragment)
  return fragment
}

function copy (from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data)
    if (node.nodeType !== Node.ELEMENT_NODE || GONE.has(node.tagName.toUpperCase())) continue
    const list = listOf(node)
    if (list) { copyWordItem(node, list, to); continue }
    const tag = BLOCKS.has(node.tagName) ? 'P' : node.tagName
    if (!KEPT.has(tag)) { copy(node, to); continue }
    const made = document.createElement(tag)
    for (const name of ATTRIBUTES) if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name))
    copy(node, made)
    to.append(made)
  }
}

/* Word writes list items as paragraphs; without a connection they are put into lists here, roughly. */
function listOf (node) {
  if (node.tagName !== 'P' || !/mso-list:\s*(?!none)/i.test(node.getAttribute('style') || '')) return null
  const mark = [...node.querySelectorAll('span')].find((span) => /mso-list:\s*Ignore/i.test(span.getAttribute('style') || ''))
  return mark && /^\s*(\d+|[a-z])[.)]/i.test(mark.textContent) ? 'OL' : 'UL'
}

function copyWordItem (node, tag, to) {
  for (const span of node.querySelectorAll('span')) {
    if (/mso-list:\s*Ignore/i.test(span.getAttribute('style') || '')) span.remove()
  }
  let list = to.lastChild
  while (list?.nodeType === Node.TEXT_NODE && !list.data.trim()) list = list.previousSibling
  if (list?.tagName !== tag) { list = document.createElement(tag); to.append(list) }
  const item = document.createElement('LI')
  copy(node, item)
  list.append(item)
}

/** Insert at the caret, as one step that can be undone. */
export function insertHtml (html) {
  const holder = document.createElement('div')
  holder.append(safe(html))
  document.execCommand('insertHTML', false, holder.innerHTML)
}

/** Take a paste: cleaned by the server when it answers soon, roughly here when it does not. */
export async function takePaste (event, body, link) {
  const html = event.clipboardData.getData('text/html')
  const plain = event.clipboardData.getData('text/plain')
  event.preventDefault()
  if (!html || !/<(p|ul|ol|li|table|td|b|strong|em|i|h\d|div)\b/i.test(html)) {
    document.execCommand('insertText', false, plain)
    return
  }
  const cleaned = link.how === 'on' && html.length < 900000 ? await cleanedByServer(html, link) : null
  if (document.activeElement !== body) body.focus()
  insertHtml(cleaned ?? html)
}

async function cleanedByServer (html, link) {
  const limit = new Promise((resolve) => setTimeout(() => resolve(null), CLEAN_WITHIN))
  const asked = link.call(page.urls.paste, { method: 'POST', body: html })
    .then(async (answer) => answer?.ok ? (await answer.json()).html : null)
  return Promise.race([limit, asked])
}

/** Bold, lists and tables from the line's tools. */
export function format (command) {
  if (command === 'table') {
    insertHtml('<table><tbody><tr><td> </td><td> </td></tr><tr><td> </td><td> </td></tr></tbody></table><p></p>')
  } else document.execCommand(command)
}

/** Put the caret behind everything. */
export function caretToEnd (body) {
  const range = document.createRange()
  range.selectNodeContents(body)
  range.collapse(false)
  const selection = getSelection()
  selection.removeAllRanges()
  selection.addRange(range)
}
