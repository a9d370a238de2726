/* Comforts of preparing a public version. Without this script every proposal is a button that sends the form, and
   words to hide are typed. Order: deciding without leaving the place, marking words with mouse or keys. */

const words = JSON.parse(document.getElementById('app-words')?.textContent || '{}')
const text = document.getElementById('text')
const bar = document.getElementById('stav-navrhu')
const place = document.getElementById('oznacene')
const everywhere = document.getElementById('vsude')

/* ---- deciding -------------------------------------------------------------- */

function say (message, failed = false) {
  let line = document.getElementById('hlaska-skryvani')
  if (!line) {
    line = document.createElement('span')
    line.id = 'hlaska-skryvani'
    line.setAttribute('role', 'status')
    bar.append(line)
  }
  line.className = failed ? 'err' : 'note'
  line.textContent = message
}

function show (told) {
  for (const cover of told.covers) {
    for (const button of text.querySelectorAll(`[data-cover="${cover.uid}"]`)) {
      const was = button.value.split(':')[1]
      button.classList.replace(was, cover.decision)
      button.value = `${cover.uid}:${cover.decision}:${cover.next}`
      const label = button.getAttribute('aria-label')
      button.setAttribute('aria-label', label.slice(0, label.lastIndexOf(', ') + 2) + cover.state)
      button.title = button.title.replace(/, [^,:]+:/, `, ${cover.state}:`)
      offer(cover, button.textContent)
    }
  }
  for (const [name, number] of Object.entries({ waiting: told.waiting, hidden: told.hidden, kept: told.kept })) {
    bar.querySelector(`[data-${name}]`).textContent = number
  }
  for (const one of document.querySelectorAll('[data-waiting-too]')) one.textContent = told.waiting
  for (const one of document.querySelectorAll('[data-decided]')) one.hidden = told.waiting > 0
  for (const one of document.querySelectorAll('[data-undecided]')) one.hidden = told.waiting === 0
  say(told.message || '', Boolean(told.failed))
}

function offer (cover, covered) {
  everywhere.hidden = !(cover.decision === 'hide' && cover.others > 0)
  everywhere.querySelector('button').value = cover.uid
  everywhere.querySelector('span').textContent = covered
}

text.addEventListener('submit', async (event) => {
  const button = event.submitter
  if (!button?.dataset.cover) return
  event.preventDefault()
  if (button.getAttribute('aria-busy')) return
  button.setAttribute('aria-busy', 'true')
  const data = new FormData(text)
  data.set(button.name, button.value)
  try {
    const answer = await fetch(text.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } })
    if (answer.redirected || !/json/.test(answer.headers.get('Content-Type') || '')) throw new Error('no data')
    const told = await answer.json()
    if (told.covers) show(told)
    else say(told.message, true)
  } catch {
    say(words.failed, true)
  }
  button.removeAttribute('aria-busy')
})

/* ---- marking words ----------------------------------------------------------- */

const parts = () => [...text.querySelectorAll('[data-at]')]

/** Offset of a point of the selection in the whole text: characters of its part before it. */
function offset (part, node, at) {
  const range = document.createRange()
  range.setStart(part, 0)
  range.setEnd(node, at)
  return Number(part.dataset.at) + range.toString().length
}

/** What is marked inside one part, without white space at its ends; null when nothing, or more than one part. */
function marked () {
  const selection = document.getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const part = parts().find((one) => one.contains(range.startContainer))
  if (!part) return null
  const inside = part.contains(range.endContainer)
  const begin = offset(part, range.startContainer, range.startOffset)
  const end = inside
    ? offset(part, range.endContainer, range.endOffset)
    : Number(part.dataset.at) + part.textContent.length
  const whole = part.textContent
  const from = begin - Number(part.dataset.at)
  const raw = whole.slice(from, end - Number(part.dataset.at))
  const left = raw.length - raw.trimStart().length
  const chosen = raw.trim()
  return chosen ? { start: begin + left, end: begin + left + chosen.length, words: chosen } : null
}

function fill () {
  const found = marked()
  place.querySelector('button').disabled = !found
  if (!found) return null
  for (const name of ['start', 'end', 'words']) place.elements[name].value = found[name]
  return found
}

place.hidden = false
document.addEventListener('selectionchange', fill)
place.querySelector('button').addEventListener('pointerdown', (event) => event.preventDefault())

/* The text itself takes the keys: arrows step by words (up and down by paragraphs), Shift makes the marked stretch
   longer, Enter hides it. Words under proposals are left out: those are buttons of their own. */
text.tabIndex = 0
let anchor = -1
let focus = -1

function wordsOf () {
  const found = []
  for (const part of parts()) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest('button')) continue
      for (const match of node.data.matchAll(/\S+/g)) {
        found.push({ part, node, start: match.index, end: match.index + match[0].length })
      }
    }
  }
  return found
}

const standing = wordsOf()

function step (key, longer) {
  const forward = key === 'ArrowRight' || key === 'ArrowDown'
  let next = focus + (forward ? 1 : -1)
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    while (standing[next] && standing[next].part === standing[Math.max(focus, 0)].part) next += forward ? 1 : -1
    while (standing[next - 1] && standing[next - 1].part === standing[next]?.part) next--
  }
  if (!standing[next] || (longer && anchor >= 0 && standing[next].part !== standing[anchor].part)) return
  focus = next
  if (!longer || anchor < 0) anchor = next
  const [first, last] = anchor <= focus ? [standing[anchor], standing[focus]] : [standing[focus], standing[anchor]]
  document.getSelection().setBaseAndExtent(first.node, first.start, last.node, last.end)
  standing[focus].node.parentElement.scrollIntoView({ block: 'nearest' })
}

text.addEventListener('keydown', (event) => {
  if (event.target !== text || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key === 'Enter' && fill()) {
    event.preventDefault()
    place.requestSubmit()
  } else if (/^Arrow(Left|Right|Up|Down)$/.test(event.key)) {
    event.preventDefault()
    step(event.key, event.shiftKey)
  }
})

const arrived = location.hash.startsWith('#z-') && document.getElementById(location.hash.slice(1))
const hidden = new URLSearchParams(location.search).get('skryto')
if (arrived) {
  arrived.focus()
  // the place belongs to this arrival only: a page that is read again must not take the focus back there
  history.replaceState(null, '', location.pathname)
  if (hidden && arrived.dataset.cover === hidden) offer({ uid: hidden, decision: 'hide', others: 1 }, arrived.textContent)
}
