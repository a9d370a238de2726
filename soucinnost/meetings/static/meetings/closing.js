/* Who may see a line: all members, or those named. */

import { h, page, words } from './words.js'

/** A disclosure with a box for each seat; nothing ticked means everybody. */
export function closingOf (line) {
  const boxes = page.directory.seats.map((seat) => {
    const box = h('input', { type: 'checkbox', value: seat.uid })
    return h('label', { class: 'tick' }, box, ' ', seat.name)
  })
  const inputs = boxes.map((label) => label.querySelector('input'))
  const made = h('details', { class: 'closing' }, h('summary', { class: 'q' }, words.line.close),
    h('p', { class: 'note' }, words.line.close_hint), h('div', { class: 'ticks' }, ...boxes))
  made.addEventListener('toggle', () => {
    const named = line.text.details.closed_to || []
    for (const input of inputs) input.checked = named.includes(input.value)
  })
  made.addEventListener('change', () => {
    const named = inputs.filter((input) => input.checked).map((input) => input.value)
    const details = { ...line.text.details }
    if (named.length) details.closed_to = named.sort()
    else delete details.closed_to
    line.text.details = details
    line.edited()
    line.showNotes()
  })
  return made
}
