/* One line of the minutes: its text, kind and fields on the page, and what of it waits to be sent. */

import { conflictBox } from './conflict.js'
import { fieldsOf, kindOf, reportText, summaryOf } from './fields.js'
import { lineRecord, rebased } from './records.js'
import { caretToEnd, fillWith, format, htmlOf, takePaste } from './rich.js'
import { closingOf } from './closing.js'
import { offersOf } from './promises.js'
import { announce, clock, h, say, words } from './words.js'

const w = words.line
const BINDING = new Set(['decision', 'task'])

/* Nothing on the page moves while a mouse button is down, else a click would miss what it was meant for. */
let pointerIsDown = false
const later = []
addEventListener('pointerdown', () => { pointerIsDown = true }, true)
for (const name of ['pointerup', 'pointercancel']) {
  addEventListener(name, () => setTimeout(() => {
    pointerIsDown = false
    for (const act of later.splice(0)) act()
  }), true)
}

function afterPointer (act) {
  if (pointerIsDown) later.push(act)
  else setTimeout(act)
}

export class Line {
  server = null /* the line as the server has it, null before the first answer */
  base = 0 /* the revision from which the shown text comes */
  problems = []
  warnings = []
  promises = [] /* sentences of which a task could be made */
  fresh = false /* the empty place for a next line at the end of an item */
  conflictBase = null

  constructor (app, uid, section) {
    this.app = app
    this.uid = uid
    this.section = section
    this.text = { kind: section.defaultKind, body: '', details: {}, struck: false }
    this.build()
  }

  get name () { return 'entry:' + this.uid }
  get record () { return this.app.waiting.mine.get(this.name) }
  get fixed () { return Boolean(this.server?.report) } /* shows a report handed in before: it is corrected there */
  get focused () { return this.el.contains(document.activeElement) }
  get position () { return this.record?.moved || !this.server ? this.record?.position ?? this.place : this.server.position }

  /* ---- building ---------------------------------------------------------- */

  build () {
    this.body = h('div', { class: 'doc body', role: 'textbox', 'aria-multiline': 'true', contentEditable: String(this.app.mayWrite), spellcheck: true })
    this.body.tabIndex = this.app.mayWrite ? 0 : -1
    this.time = h('span', { class: 'time' })
    this.kind = h('select', { class: 'kind', 'aria-label': w.kind, onchange: () => this.setKind(this.kind.value) },
      ...Object.entries(words.kinds).map(([value, label]) => h('option', { value }, label)))
    this.kindWord = h('span', { class: 'kind-word' })
    this.mark = h('small', { class: 'unsent' })
    this.said = h('p', { class: 'note said' })
    this.fields = h('div', { class: 'fields' })
    this.notes = h('div', { class: 'notes' })
    this.tools = h('div', { class: 'tools noprint' })
    this.conflict = h('div')
    this.undo = h('p', { class: 'note', hidden: true }, w.struck + ' ', h('button', { type: 'button', class: 'q', onclick: () => this.restore() }, w.restore))
    this.el = h('div', { class: 'rec line', id: 'r-' + this.uid },
      h('div', { class: 'k' }, this.time, this.app.mayWrite ? this.kind : this.kindWord, this.mark),
      h('div', { class: 'what' }, this.body, this.undo, this.said, this.fields, this.tools, this.notes, this.conflict))
    this.el.line = this
    if (!this.app.mayWrite) return
    this.body.addEventListener('input', () => { this.text.body = htmlOf(this.body); this.edited() })
    this.body.addEventListener('paste', (event) => takePaste(event, this.body, this.app.link))
    this.body.addEventListener('drop', (event) => event.preventDefault())
    this.body.addEventListener('keydown', (event) => this.bodyKey(event))
    this.el.addEventListener('focusin', () => afterPointer(() => { if (this.focused) this.entered() }))
    this.el.addEventListener('focusout', () => afterPointer(() => { if (!this.focused) this.left() }))
    this.fields.addEventListener('keydown', (event) => this.fieldKey(event))
    this.fields.addEventListener('picked', (event) => this.nextField(event.target))
  }

  buildTools () {
    if (this.tools.firstChild || this.fresh) return
    const button = (label, act) => h('button', { type: 'button', class: 'q', onmousedown: (event) => event.preventDefault(), onclick: act }, label)
    if (this.fixed) {
      this.tools.append(button(w.up, () => this.app.board.shift(this, -1)), button(w.down, () => this.app.board.shift(this, 1)))
      return
    }
    this.tools.append(
      h('span', { role: 'group', 'aria-label': w.format }, ...['bold', 'insertUnorderedList', 'insertOrderedList', 'table'].map((command, place) =>
        button([w.bold, w.bullets, w.numbers, w.table][place], () => { this.body.focus(); format(command) }))),
      h('span', {}, button(w.up, () => this.app.board.shift(this, -1)), button(w.down, () => this.app.board.shift(this, 1)),
        button(w.strike, () => this.strike())),
      closingOf(this))
  }

  /* ---- showing ----------------------------------------------------------- */

  /** Take what the server has. A text being written stays; sending it will bring both together. */
  take (json) {
    this.server = json
    if (this.record || this.conflictBase !== null) return
    this.promises = json.promises || []
    if (this.focused) {
      /* the caret is here: the text and fields stay as they are, news of the rest is shown when the writer leaves */
      if (json.revision === this.base) this.problems = json.problems
      this.showFrame()
    } else {
      this.show()
    }
  }

  /** Show what waits here or in another tab, else what the server has. */
  show () {
    const foreign = this.app.waiting.others.get(this.name)
    const shown = this.record?.text || foreign?.text || this.server
    if (!shown) return
    this.base = this.record?.base ?? foreign?.base ?? this.server?.revision ?? 0
    this.text = { kind: shown.kind, body: shown.body, details: { ...shown.details }, struck: shown.struck }
    if (!this.record) this.problems = this.server?.problems || []
    if (htmlOf(this.body) !== shown.body) fillWith(this.body, shown.body)
    this.showFields()
    this.showFrame()
  }

  showFrame () {
    const { kind } = this.text
    this.kind.value = kind
    this.kind.disabled = this.fixed
    if (this.fixed) {
      this.body.contentEditable = 'false'
      this.body.setAttribute('aria-readonly', 'true')
    }
    this.kindWord.textContent = words.kinds[kind]
    this.el.classList.toggle('binding', BINDING.has(kind))
    this.el.classList.toggle('struck', this.text.struck)
    this.undo.hidden = !this.text.struck
    this.body.setAttribute('aria-label', say(this.fresh ? w.new_label : w.label, { kind: words.kinds[kind], number: this.section.number }))
    if (this.fresh) this.body.dataset.hint = w.new_hint
    else delete this.body.dataset.hint
    const waits = this.record || this.app.waiting.others.has(this.name)
    this.time.textContent = this.server?.at || (this.record ? clock(new Date(this.record.started || this.record.typed_at)) : '')
    this.mark.textContent = waits && this.app.link.how !== 'on' ? w.unsent : ''
    this.said.textContent = this.fixed ? reportText(this.text.details) : summaryOf(this.text)
    this.showNotes()
    this.showConflicts()
  }

  /** Boxes of waiting wordings; left alone while they say the same, so that a click on them is not lost. */
  showConflicts () {
    const waiting = (this.server?.conflicts || []).filter((one) => !this.app.chosen.has(one.uid))
    const now = JSON.stringify([waiting, waiting.length && this.server.revision])
    if (now === this.conflictsShown) return
    this.conflictsShown = now
    this.conflict.replaceChildren(...waiting.map((one) => conflictBox(this, one)))
  }

  showFields () {
    const made = this.app.mayWrite && !this.fixed ? fieldsOf(this) : null
    this.fields.replaceChildren(...(made ? [made] : []))
  }

  showNotes () {
    const notes = []
    if (!this.app.mayWrite) return this.notes.replaceChildren(...(this.text.details.closed_to ? [h('p', { class: 'note' }, w.closed)] : []))
    if (this.fixed) notes.push(h('p', { class: 'note' }, h('a', { href: this.server.report }, w.correct_report)))
    const stuck = this.record?.stuck
    if (stuck) notes.push(h('p', { class: 's no' }, stuck.message))
    const problems = this.problems.filter((problem) => !this.isUnfinished(problem.field))
    for (const problem of problems) notes.push(h('p', { class: 's part', 'data-about': problem.field }, problem.message))
    if (this.warnings.length) notes.push(h('p', { class: 's part' }, say(w.personal, { found: this.warnings.join(', ') })))
    notes.push(...offersOf(this))
    if (this.conflictBase !== null) notes.push(h('p', { class: 's part' }, words.conflict.meanwhile))
    if (this.text.details.closed_to) notes.push(h('p', { class: 'note' }, w.closed))
    this.notes.replaceChildren(...notes)
    for (const input of this.fields.querySelectorAll('[data-field]')) {
      const wrong = problems.some((problem) => problem.field === input.dataset.field)
      input.toggleAttribute('aria-invalid', wrong)
      if (wrong) input.setAttribute('aria-invalid', 'true')
    }
  }

  /** A field still empty while somebody writes here is not a mistake yet. */
  isUnfinished (field) {
    if (!this.focused) return false
    const input = this.fields.querySelector(`[data-field="${field}"]`)
    return input !== null && !input.value
  }

  /* ---- writing ----------------------------------------------------------- */

  /** Something was typed: keep it at once, send it after a pause. */
  edited () {
    const { waiting, link } = this.app
    if (this.fresh && !this.record && !this.text.body && !Object.keys(this.text.details).length) return
    if (!this.record && waiting.others.has(this.name)) { this.takeOver(); return }
    const now = link.now().toISOString()
    const record = this.record || {
      ...lineRecord(this.uid, this.conflictBase ?? this.base, this.placeNow()), started: now
    }
    record.text = structuredClone(this.text)
    record.edit++
    record.typed_at = now
    waiting.put(this.name, record)
    link.here = this.section.uid
    link.soon()
    this.said.textContent = summaryOf(this.text)
    if (!this.time.textContent) this.time.textContent = clock(link.now())
    this.app.board.counted()
  }

  async takeOver () {
    await this.app.waiting.take(this.name)
    this.edited()
  }

  placeNow () {
    this.place ??= this.server?.position ?? this.section.nextPosition(this)
    return { item: this.section.uid, item_closed: this.section.closed, position: this.place }
  }

  setKind (kind) {
    if (kind === this.text.kind) return
    this.text.kind = kind
    this.showFields()
    this.showFrame()
    this.edited()
    announce(say(words.spoken.kind_set, { kind: words.kinds[kind] }))
  }

  moveTo (section, position) {
    this.section = section
    this.place = position
    this.edited()
    const record = this.record
    if (!record) return
    Object.assign(record, { item: section.uid, item_closed: section.closed, position, moved: true })
    this.app.waiting.put(this.name, record)
    announce(words.spoken.moved)
  }

  strike () {
    this.text.struck = true
    this.struckAt = Date.now()
    this.edited()
    this.showFrame()
    announce(words.spoken.struck)
    this.undo.querySelector('button').focus()
  }

  restore () {
    this.text.struck = false
    this.edited()
    this.showFrame()
    this.body.focus()
  }

  /* ---- keyboard ---------------------------------------------------------- */

  bodyKey (event) {
    if (this.fixed) return
    if (event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      const kind = kindOf(this.body.textContent)
      if (!kind) return
      event.preventDefault()
      this.body.replaceChildren()
      this.text.body = ''
      // the word may have been sent already as text: also the same kind must tell that it is gone
      if (kind === this.text.kind) this.edited()
      else this.setKind(kind)
    } else if (event.key === 'Enter' && this.fresh && !event.shiftKey && !event.ctrlKey && !event.isComposing) {
      event.preventDefault()
      if (this.text.body) this.forward(this.fields.querySelector('input'))
    }
  }

  fieldKey (event) {
    if (event.key !== 'Enter' || event.ctrlKey || event.defaultPrevented || event.target.tagName !== 'INPUT') return
    event.preventDefault()
    this.nextField(event.target)
  }

  nextField (from) {
    const inputs = [...this.fields.querySelectorAll('input')]
    this.forward(inputs[inputs.indexOf(from) + 1])
  }

  /** To the given field, or when there is none to the next line. */
  forward (input) {
    if (input) {
      // shown by `entered` a moment later than keys arrive; hidden, it would not take the focus and the text would get the vote
      this.el.classList.add('now')
      input.focus()
      return
    }
    if (this.fresh) this.section.commit()
    this.section.fresh.body.focus()
  }

  /* ---- coming and going -------------------------------------------------- */

  entered () {
    if (!this.conflict.contains(document.activeElement)) {
      this.el.classList.add('now')
      this.buildTools()
    }
    this.app.board.setCurrent(this.section)
    if (!this.app.waiting.others.has(this.name) && !this.record && this.server && this.conflictBase === null && this.base !== this.server.revision) this.show()
  }

  left () {
    this.el.classList.remove('now')
    if (!this.app.mayWrite) return
    const empty = !this.text.body && !Object.keys(this.text.details).length
    if (empty && !this.text.struck && !this.fresh) {
      if (this.server || this.record?.sent) this.strikeQuietly()
      else { this.app.waiting.drop(this.name); this.app.board.remove(this) }
    }
    if (empty && this.fresh && this.record && !this.record.sent && !this.server) this.app.waiting.drop(this.name)
    if (!this.record) {
      this.conflictBase = null
      if (this.server) this.show()
    }
    this.app.board.arrange()
  }

  strikeQuietly () {
    this.text.struck = true
    this.edited()
  }

  /* ---- answers ----------------------------------------------------------- */

  /** What became of the text that was sent. What was typed since then is sent again, on top of it. */
  answered (record, result) {
    const { sent } = record
    if (result.outcome === 'refused' || result.outcome === 'locked') {
      record.stuck = { message: result.message, edit: sent.edit, locked: result.outcome === 'locked' }
      record.sent = null
      this.app.waiting.put(record.name, record)
      this.showFrame()
      return
    }
    if (result.outcome === 'conflict') {
      this.conflictBase = sent.payload.base_revision
      announce(words.spoken.conflict)
    } else {
      this.stands(record, result)
    }
    if (record.edit === sent.edit) {
      this.app.waiting.drop(record.name)
    } else {
      record.sent = null
      if (record.moved && record.position === sent.payload.position && record.item === sent.payload.item) record.moved = false
      this.app.waiting.put(record.name, record)
    }
    if (!this.focused && !this.record) { this.conflictBase = null; if (this.server) this.show() }
    this.showFrame()
  }

  stands (record, result) {
    const sent = { kind: record.sent.payload.kind, body: record.sent.payload.body, details: record.sent.payload.details, struck: record.sent.payload.struck }
    const merged = result.text || sent
    if (result.text) {
      const before = record.text.body
      record.text = rebased(record.text, sent, merged)
      this.text = structuredClone(record.text)
      if (record.text.body !== before && htmlOf(this.body) !== record.text.body) {
        fillWith(this.body, record.text.body)
        if (document.activeElement === this.body) caretToEnd(this.body)
      }
      if (!this.fields.contains(document.activeElement)) this.showFields()
    }
    if (result.revision !== null) record.base = this.base = result.revision
    this.conflictBase = null
    this.problems = result.problems
    this.warnings = result.warnings
    this.promises = result.promises
    const known = this.server || { uid: this.uid, conflicts: [], at: clock(new Date(record.started || record.typed_at)), item: record.item }
    if (result.revision !== null && (!this.server || this.server.revision <= result.revision)) {
      this.server = { ...known, ...merged, position: record.position ?? known.position, revision: result.revision, problems: result.problems }
    }
  }
}
