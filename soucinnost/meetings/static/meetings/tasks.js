/* Tasks that came back: at their item, each with its state; what became of one is noted here and in the minutes. */

import { announce, h, page, say, words } from './words.js'

const w = words.tasks

/** The list of an item's tasks. */
export class Tasks {
  rows = new Map()

  constructor (section) {
    this.section = section
    this.list = h('ul', { class: 'rows plain review', 'aria-label': w.title })
    this.hint = h('p', { class: 'note noprint' }, w.hint)
    this.el = h('div', { hidden: true }, this.hint, this.list)
  }

  /** Take the tasks of a state; a row in which somebody writes is left as it is. */
  take (tasks) {
    const wanted = new Set(tasks.map((one) => one.uid))
    for (const [uid, row] of this.rows) if (!wanted.has(uid)) { row.el.remove(); this.rows.delete(uid) }
    for (const one of tasks) {
      const known = this.rows.get(one.uid)
      const told = JSON.stringify(one)
      if (known && (known.told === told || known.el.contains(document.activeElement) || known.input?.value)) continue
      this.put(one, told)
    }
    this.el.hidden = !this.rows.size
    this.hint.hidden = !tasks.some((one) => one.may)
  }

  put (one, told) {
    const row = { told, el: h('li', {}), input: null }
    row.problem = h('p', { class: 'err', role: 'alert', hidden: true })
    const who = one.who ? [h('br'), h('small', {}, one.who)] : []
    row.el.append(h('div', {}, h('a', { href: one.url }, one.text), ' ', h('span', { class: 's ' + one.mark }, one.state), ...who,
      one.may ? this.controls(one, row) : '', row.problem))
    const old = this.rows.get(one.uid)
    if (old) old.el.replaceWith(row.el)
    else this.list.append(row.el)
    this.rows.set(one.uid, row)
    return row
  }

  controls (one, row) {
    row.input = h('input', { type: 'text', maxLength: 1000, autocomplete: 'off', 'aria-label': say(w.words, { task: one.text }) })
    const button = (label, done) => h('button', { type: 'button', class: 'q', 'aria-label': `${label}: ${one.text}`, onclick: () => this.note(one, row, done) }, label)
    row.buttons = [button(w.done, true), button(w.open, false)]
    row.input.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); row.buttons[0].focus() } })
    return h('div', { class: 'acts noprint' }, row.input, ...row.buttons)
  }

  async note (one, row, done) {
    for (const button of row.buttons) button.disabled = true
    const body = JSON.stringify({ done, text: row.input.value })
    const answer = await this.section.board.app.link.call(page.urls.task.replace('UKOL', one.uid), { method: 'POST', body })
    const told = answer ? await answer.json().catch(() => ({})) : {}
    if (!answer?.ok) {
      for (const button of row.buttons) button.disabled = false
      row.problem.textContent = told.message || w.offline
      row.problem.hidden = false
      return
    }
    row.input.value = ''
    this.put(told.task, '')
    if (told.said) this.section.board.addText(this.section, told.said)
    announce(`${one.text}: ${done ? w.done : w.open}`)
    this.section.fresh?.body.focus()
  }
}
