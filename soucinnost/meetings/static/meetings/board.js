/* The items of the agenda with their lines, in order, and where the writer is. */

import { Line } from './line.js'
import { fillWith, htmlOf } from './rich.js'
import { Tasks } from './tasks.js'
import { newUid } from './uid.js'
import { h, page, plural, say, words, announce } from './words.js'

const DEFAULT_KIND = { reports: 'report', approval: 'decision' }
const LOST = 'unplaced'

class Section {
  constructor (board, item) {
    this.board = board
    this.uid = item.uid
    this.list = h('div', { class: 'lines' })
    this.title = h('h2', { id: 'b-' + item.uid, tabIndex: -1 })
    this.note = h('p', { class: 'note' })
    this.tasks = new Tasks(this)
    this.el = h('section', { class: 'bod', 'aria-labelledby': 'b-' + item.uid }, this.title, this.note, this.tasks.el, this.list)
    this.set(item)
    if (board.app.mayWrite && item.uid !== LOST) this.renew()
  }

  get defaultKind () { return DEFAULT_KIND[this.kind] || 'information' }

  set (item) {
    Object.assign(this, { number: item.number, closed: item.closed, kind: item.kind, order: item.entries, name: item.title })
    const title = item.number ? `${item.number}. ${item.title}` : item.title
    if (this.title.textContent !== title) this.title.textContent = title
    const note = this.uid === LOST ? words.line.unplaced : item.closed ? words.line.closed_item : ''
    this.note.textContent = note
    this.note.hidden = !note
    this.tasks.take(item.tasks || [])
  }

  /** An empty place for the next line. */
  renew () {
    this.fresh = new Line(this.board.app, newUid(), this)
    this.fresh.fresh = true
    this.fresh.el.classList.add('fresh')
    this.fresh.showFields()
    this.fresh.showFrame()
    this.board.lines.set(this.fresh.uid, this.fresh)
    this.list.append(this.fresh.el)
  }

  /** The line being written is done: it joins the others and a new place opens behind it. */
  commit () {
    const line = this.fresh
    line.fresh = false
    line.el.classList.remove('fresh')
    line.showFrame()
    this.renew()
    this.board.app.link.soon()
    announce(words.spoken.line_saved)
  }

  nextPosition (line) {
    const others = this.board.linesOf(this).filter((one) => one !== line)
    return others.reduce((last, one) => Math.max(last, one.position || 0), 0) + 1
  }
}

export class Board {
  sections = new Map()
  lines = new Map()

  constructor (app, place, program, sums) {
    Object.assign(this, { app, place, program, sums })
  }

  linesOf (section) {
    return [...this.lines.values()].filter((line) => line.section === section && !line.fresh)
  }

  /** Take a state from the server. Returns whether a line is missing that the state speaks of. */
  take (state) {
    for (const item of state.items) {
      const known = this.sections.get(item.uid)
      if (known) known.set(item)
      else this.sections.set(item.uid, new Section(this, item))
    }
    const items = new Set(state.items.map((item) => item.uid))
    for (const json of state.entries) {
      const section = this.sections.get(json.item)
      if (!section) continue
      const line = this.lines.get(json.uid) || this.make(json.uid, section)
      if (!line.record?.moved && line.section !== section) line.section = section
      line.take(json)
    }
    const shown = new Set(state.items.flatMap((item) => item.entries))
    for (const line of this.lines.values()) {
      if (line.server && !shown.has(line.uid) && !line.record && !line.focused && !line.fresh) this.remove(line)
    }
    for (const section of [...this.sections.values()]) {
      if (items.has(section.uid) || section.uid === LOST) continue
      for (const line of this.linesOf(section)) if (line.record) line.section = this.lost()
      if (section.fresh?.record) { const line = section.fresh; section.commit(); line.section = this.lost() }
      if (section.fresh) this.lines.delete(section.fresh.uid)
      section.el.remove()
      this.sections.delete(section.uid)
    }
    this.arrange()
    return [...shown].some((uid) => !this.lines.has(uid))
  }

  lost () {
    if (!this.sections.has(LOST)) this.sections.set(LOST, new Section(this, { uid: LOST, number: 0, title: words.stuck.title, entries: [], closed: false, kind: '' }))
    return this.sections.get(LOST)
  }

  make (uid, section) {
    const line = new Line(this.app, uid, section)
    this.lines.set(uid, line)
    return line
  }

  /** Show lines that wait in this browser and that the server has never seen. */
  takeWaiting () {
    for (const records of [this.app.waiting.mine, this.app.waiting.others]) {
      for (const record of records.values()) this.takeRecord(record)
    }
    this.arrange()
  }

  takeRecord (record) {
    if (record.type !== 'entry' || !record.text) return
    const section = this.sections.get(record.item)
    const line = this.lines.get(record.uid) || this.make(record.uid, section || this.lost())
    if (line.fresh || line.focused) return
    line.place = record.position
    line.show()
  }

  /** Write a promise of a line down as a task right behind it; who and by when is left to the writer. */
  addTask (line, { text, due }) {
    const section = line.section
    if (line.fresh) section.commit()
    const row = this.linesOf(section).filter((one) => one !== line && (one.position || 0) > (line.position || 0))
    const next = Math.min(...row.map((one) => one.position))
    const task = this.make(newUid(), section)
    task.place = row.length ? ((line.position || 0) + next) / 2 : section.nextPosition(task)
    fillWith(task.body, h('p', {}, text).outerHTML)
    const named = line.text.details.closed_to
    const details = { ...(due && { due }), ...(named && { closed_to: named }) } /* who may not see the line sees no task of it */
    task.text = { kind: 'task', body: htmlOf(task.body), details, struck: false }
    task.showFields()
    task.showFrame()
    task.edited()
    this.arrange()
    task.forward(task.fields.querySelector('input'))
  }

  /** Write a sentence down as a line at the end of an item. */
  addText (section, text) {
    const line = this.make(newUid(), section)
    line.place = section.nextPosition(line)
    fillWith(line.body, h('p', {}, text).outerHTML)
    line.text = { kind: 'information', body: htmlOf(line.body), details: {}, struck: false }
    line.showFields()
    line.showFrame()
    line.edited()
    this.arrange()
  }

  remove (line) {
    line.el.remove()
    this.lines.delete(line.uid)
  }

  /** Put sections and lines into their order; whatever has the focus is not touched when it stands right. */
  arrange () {
    const sections = [...this.sections.values()].sort((a, b) => (a.number || 999) - (b.number || 999))
    settle(this.place, sections.map((section) => section.el))
    for (const section of sections) {
      const lines = this.linesOf(section)
      const known = new Map((section.order || []).map((uid, index) => [uid, index]))
      lines.sort((a, b) => this.before(a, b, known))
      if (section.fresh) lines.push(section.fresh)
      settle(section.list, lines.map((line) => line.el))
      if (section.uid === LOST) section.el.hidden = !lines.length
    }
    this.counted()
  }

  before (a, b, known) {
    const settled = (line) => known.has(line.uid) && !line.record?.moved
    if (settled(a) && settled(b)) return known.get(a.uid) - known.get(b.uid)
    return (a.position || 0) - (b.position || 0)
  }

  /** Move a line one place up or down, across items at their edges. */
  shift (line, by) {
    const sections = [...this.sections.values()].filter((one) => one.uid !== LOST).sort((a, b) => a.number - b.number)
    const row = [...line.section.list.children].map((el) => el.line).filter((one) => !one.fresh)
    const to = row.indexOf(line) + by
    if (to >= 0 && to < row.length) {
      const rest = row.filter((one) => one !== line)
      const [before, after] = [rest[to - 1], rest[to]]
      line.moveTo(line.section, before && after ? (before.position + after.position) / 2 : after ? after.position - 1 : before.position + 1)
    } else {
      const section = sections[sections.indexOf(line.section) + by]
      if (!section) return
      const there = this.linesOf(section).map((one) => one.position || 0)
      line.moveTo(section, by > 0 ? Math.min(1, ...there) - 1 : Math.max(0, ...there) + 1)
    }
    const active = document.activeElement
    this.arrange()
    if (active && line.el.contains(active)) active.focus()
    line.el.scrollIntoView({ block: 'nearest' })
  }

  setCurrent (section) {
    this.app.link.here = section.uid === LOST ? '' : section.uid
    if (this.current === section) return
    this.current = section
    this.counted()
  }

  /** Go to the new line of the next item. */
  next () {
    const sections = [...this.sections.values()].filter((one) => one.uid !== LOST).sort((a, b) => a.number - b.number)
    const section = sections[sections.indexOf(this.current) + 1] || sections[sections.length - 1]
    this.goTo(section)
  }

  goTo (section) {
    const target = section.fresh?.body || section.title
    target.focus()
    section.el.scrollIntoView({ block: 'nearest' })
    announce(say(words.spoken.item, { number: section.number, title: section.name }))
  }

  /** The agenda beside the minutes: when each item was written, what came out of it. */
  counted () {
    const sections = [...this.sections.values()].filter((one) => one.uid !== LOST).sort((a, b) => a.number - b.number)
    settle(this.program, sections.map((section) => this.programRow(section)))
    const all = [...this.lines.values()].filter((line) => !line.text.struck && (line.text.body || line.server))
    this.sums.textContent = tally(all)
  }

  programRow (section) {
    section.row ||= h('li', {}, h('a', { href: '#b-' + section.uid, onclick: (event) => { event.preventDefault(); this.goTo(section) } },
      h('span', {}), h('span', {}, h('span'), h('br'), h('small'))))
    const link = section.row.firstChild
    link.children[0].textContent = section.number
    link.children[1].children[0].textContent = section.name
    const lines = this.linesOf(section).filter((line) => !line.text.struck)
    const times = lines.map((line) => line.time.textContent).filter(Boolean)
    const isCurrent = section === this.current
    const span = times.length ? isCurrent && page.state.state === 'running' ? say(words.there.from, { time: times[0] }) : [...new Set([times[0], times[times.length - 1]])].join('–') : ''
    link.children[1].children[2].textContent = [span, tally(lines, ['decision', 'task'])].filter(Boolean).join(' · ')
    if (isCurrent) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
    return section.row
  }
}

function tally (lines, kinds = Object.keys(words.kinds)) {
  const parts = kinds.map((kind) => [lines.filter((line) => line.text.kind === kind).length, words.counts[kind]]).filter(([count]) => count)
  return parts.map(([count, forms]) => plural(count, ...forms)).join(', ')
}

/** Make the children of a place exactly these elements, moving as few as possible. */
function settle (place, wanted) {
  const keep = new Set(wanted)
  for (const child of [...place.children]) if (!keep.has(child)) child.remove()
  let cursor = place.firstElementChild
  for (const element of wanted) {
    if (element === cursor) cursor = cursor.nextElementSibling
    else place.insertBefore(element, cursor)
  }
}
