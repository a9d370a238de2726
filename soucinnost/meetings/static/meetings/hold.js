/* Live minutes: putting the parts together, shortcuts, the end of the meeting. */

import { Bar } from './bar.js'
import { Board } from './board.js'
import { Link } from './link.js'
import { PresenceList } from './presence.js'
import { clickRecord } from './records.js'
import { Waiting } from './waiting.js'
import { announce, page } from './words.js'

const $ = (id) => document.getElementById(id)
const app = { mayWrite: page.state.may_write, chosen: new Set() }

app.choose = (line, conflict, choice) => {
  app.chosen.add(conflict.uid)
  app.waiting.put('resolve:' + conflict.uid, clickRecord('resolve', { conflict: conflict.uid, choice, revision: line.server.revision }, app.link.now()))
  line.showFrame()
  app.link.send()
  line.body.focus()
}

app.discard = async (record) => {
  await app.waiting.drop(record.name)
  const line = app.board.lines.get(record.uid)
  if (line && !line.server) app.board.remove(line)
  else line?.show()
  app.bar.show()
}

app.sendAgain = (record) => {
  record.edit++
  app.waiting.put(record.name, record)
  app.link.send()
}

function answered ({ detail: { record, result } }) {
  if (record.type === 'presence' || record.type === 'guest') return app.presence.answered(record, result)
  const line = app.board.lines.get(record.uid)
  if (record.type === 'entry' && line?.record === record) return line.answered(record, result)
  if (record.type === 'resolve' && result.outcome === 'refused') {
    app.chosen.delete(record.data.conflict)
    announce(result.message)
  }
  if (result.outcome === 'refused' || result.outcome === 'locked') {
    if (record.type !== 'entry') { app.waiting.drop(record.name); return undefined }
    record.stuck = { message: result.message, edit: record.sent.edit, locked: true }
    record.sent = null
    return app.waiting.put(record.name, record)
  }
  return app.waiting.drop(record.name)
}

function news ({ detail: state }) {
  page.state = state
  if (state.may_write !== app.mayWrite || !['running', 'draft', 'remarks', 'signing'].includes(state.state)) app.link.send()
  const missing = app.board.take(state)
  app.presence.take(state)
  app.bar.writers(state)
  if (missing && app.link.token) { app.link.token = ''; app.link.ask() }
}

function shortcuts (event) {
  const line = document.activeElement?.closest('.line')?.line
  if (event.key === 'F1') { event.preventDefault(); $('help').showModal() }
  else if (event.ctrlKey && event.key === 'Enter') { event.preventDefault(); if (line?.fresh && line.text.body) line.section.commit(); app.board.next() }
  else if (event.altKey && (event.key === 'p' || event.key === 'P')) { event.preventDefault(); app.presence.focus() }
  else if (event.altKey && line && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); if (!line.fresh) app.board.shift(line, event.key === 'ArrowUp' ? -1 : 1) }
  else if (event.key === 'Escape' && !event.defaultPrevented && !$('help').open) {
    const section = line?.section || app.board.current
    if (section?.fresh) section.fresh.body.focus()
  }
}

/** Before the meeting ends, everything that waits here goes out; without a connection it has to wait. */
async function beforeLeaving (event) {
  const form = event.target
  if (!form.dataset.flush || form.dataset.flushed) return
  event.preventDefault()
  for (let tries = 0; tries < 10 && app.waiting.count; tries++) {
    await app.link.send()
    if (app.waiting.count) await new Promise((resolve) => setTimeout(resolve, 400))
  }
  const waits = [...app.waiting.mine.values(), ...app.waiting.others.values()].some((record) => !record.stuck)
  if (waits) {
    $('leave-problem').hidden = false
    announce($('leave-problem').textContent)
    return
  }
  form.dataset.flushed = '1'
  form.querySelector('[name=csrfmiddlewaretoken]').value = app.link.key
  form.submit()
}

/** Whoever ends a meeting is asked about what is unusual as it holds now, not when the page was opened. */
function askedToEnd () {
  const missing = app.presence.somebody ? app.presence.unrecorded : []
  $('end-nobody').hidden = app.presence.somebody
  $('end-unknown').hidden = !missing.length
  $('end-names').textContent = missing.join(', ')
  $('end-early').hidden = app.link.now() >= new Date($('end-early').dataset.until)
}

async function start () {
  document.execCommand('defaultParagraphSeparator', false, 'p')
  app.waiting = await new Waiting().open()
  app.link = new Link(app.waiting)
  app.board = new Board(app, $('lines'), $('program'), $('sums'))
  app.replies = page.replies
  app.presence = new PresenceList(app, $('there'), page.state)
  app.bar = new Bar(app, $('bar'), $('writers'), $('stuck'))
  app.board.take(page.state)
  app.board.takeWaiting()
  app.presence.show()
  app.bar.writers(page.state)
  app.link.addEventListener('result', answered)
  app.link.addEventListener('news', news)
  app.link.addEventListener('state', () => { for (const line of app.board.lines.values()) line.mark.textContent = line.record && app.link.how !== 'on' ? page.words.line.unsent : '' })
  app.waiting.addEventListener('foreign', ({ detail: name }) => {
    const record = app.waiting.others.get(name)
    if (record?.type === 'entry') { app.board.takeRecord(record); app.board.arrange() }
    else if (name.startsWith('entry:')) { const line = app.board.lines.get(name.slice(6)); if (line && !line.record && !line.focused) line.show() }
    else app.presence.show()
  })
  document.querySelector('details[data-ending]')?.addEventListener('toggle', askedToEnd)
  document.addEventListener('keydown', shortcuts)
  document.addEventListener('submit', beforeLeaving)
  $('help-open')?.addEventListener('click', () => $('help').showModal())
  if (app.mayWrite) {
    const sections = [...app.board.sections.values()].filter((section) => section.fresh)
    const asked = app.board.lines.get(location.hash.slice(3))
    const latest = sections.filter((section) => app.board.linesOf(section).length).pop() || sections[0]
    if (asked) { asked.el.scrollIntoView({ block: 'center' }); asked.body?.focus({ preventScroll: true }) } else if (latest) { app.board.setCurrent(latest); if (!matchMedia('(pointer: coarse)').matches) latest.fresh.body.focus({ preventScroll: true }) }
    if (app.waiting.count) app.link.send()
  }
  document.documentElement.dataset.live = 'on'
}

start()
