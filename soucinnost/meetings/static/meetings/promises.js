/* Sentences that sound like a promise: each can be written down as a task, none becomes one by itself. */

import { h, say, words } from './words.js'

const answered = new Set() /* sentences taken or refused, by line */

/** Notes with the sentences of a line that nobody has answered yet. */
export function offersOf (line) {
  const name = (one) => `${line.uid}|${one.text}`
  return line.promises.filter((one) => !answered.has(name(one))).map((one) => {
    const done = (act) => {
      answered.add(name(one))
      act()
      line.showNotes()
    }
    const button = (label, act) => h('button', { type: 'button', class: 'q', onmousedown: (event) => event.preventDefault(), onclick: () => done(act) }, label)
    return h('p', { class: 'note promise' }, say(words.line.promise, { text: one.text }), ' ',
      button(words.line.promise_take, () => line.app.board.addTask(line, one)),
      ' ', button(words.line.promise_leave, () => line.body.focus()))
  })
}
