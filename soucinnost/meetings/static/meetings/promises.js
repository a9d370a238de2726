/* Sentences that sound like a promise: each can be written down as a task, none becomes one by itself. */

import { h, page, say, words } from './words.js'

/* Sentences taken or refused, by line; this browser remembers them, as numbers that tell nothing of the text. */
const KEY = 'answered:' + page.meeting
const answered = new Set(remembered())

function remembered () {
  try { return JSON.parse(localStorage.getItem(KEY)) || [] } catch { return [] }
}

function remember (name) {
  answered.add(name)
  try { localStorage.setItem(KEY, JSON.stringify([...answered].slice(-500))) } catch { /* full or forbidden */ }
}

function nameOf (line, text) {
  let sum = 0
  for (const sign of text) sum = (sum * 31 + sign.codePointAt(0)) % 4294967296
  return `${line.uid}.${sum}`
}

/** Whether the sentence stands as a task in the same item already. */
function isTask (line, text) {
  return line.app.board.linesOf(line.section).some((one) => one.text.kind === 'task' && !one.text.struck && one.body.textContent.trim() === text)
}

/** Notes with the sentences of a line that nobody has answered yet. */
export function offersOf (line) {
  const open = line.promises.filter((one) => !answered.has(nameOf(line, one.text)) && !isTask(line, one.text))
  return open.map((one) => {
    const done = (act) => {
      remember(nameOf(line, one.text))
      act()
      line.showNotes()
    }
    const button = (label, act) => h('button', { type: 'button', class: 'q', onmousedown: (event) => event.preventDefault(), onclick: () => done(act) }, label)
    return h('p', { class: 'note promise' }, say(words.line.promise, { text: one.text }), ' ',
      button(words.line.promise_take, () => line.app.board.addTask(line, one)),
      ' ', button(words.line.promise_leave, () => line.body.focus()))
  })
}
