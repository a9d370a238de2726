/* Two wordings of one line side by side, and the three choices. It can wait. */

import { summaryOf } from './fields.js'
import { h, words } from './words.js'

const w = words.conflict

/** Words of one side; what the other side has not is underlined. */
function wording (changes, side) {
  const shown = changes.filter(([op]) => op === 'equal' || op === side)
  return h('blockquote', { class: 'doc' }, h('p', {}, ...shown.map(([op, text]) => op === 'equal' ? text : h('ins', {}, text))))
}

function side (who, when, text, changes, op) {
  return h('div', {}, h('p', { class: 'note' }, h('b', {}, who), when ? ` · ${when}` : ''),
    text.struck ? h('p', { class: 'doc' }, op === 'insert' ? w.strike : w.struck) : wording(changes, op),
    h('p', { class: 'note' }, [words.kinds[text.kind], summaryOf(text)].filter(Boolean).join(' · ')))
}

/** The box of one waiting wording of a line. */
export function conflictBox (line, conflict) {
  const title = 'k-' + conflict.uid
  const when = [conflict.at, conflict.offline ? w.offline : ''].filter(Boolean).join(', ')
  const incoming = side(conflict.mine ? w.mine : conflict.by, when, conflict, conflict.changes, 'insert')
  const current = side(w.current, '', line.server, conflict.changes, 'delete')
  const button = (label, choice) => h('button', { type: 'button', class: 'b', onclick: () => line.app.choose(line, conflict, choice) }, label)
  return h('div', { class: 'box warn', role: 'group', 'aria-labelledby': title },
    h('h3', { id: title, class: 's part' }, w.title),
    h('div', { class: 'vs' }, incoming, current),
    h('p', { class: 'acts noprint' },
      button(conflict.mine ? w.take_mine : w.take_incoming, 'incoming'),
      button(conflict.mine ? w.take_theirs : w.take_current, 'current'),
      button(w.both, 'both'), h('span', { class: 'note' }, w.later)))
}
