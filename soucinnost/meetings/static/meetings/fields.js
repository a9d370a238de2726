/* Fields of a line's kind: who and by when, votes, numbers of a report, until when to answer. */

import { complete, farOptions, knownOwners, knownPlaces } from './complete.js'
import { newUid } from './uid.js'
import { fold, h, plural, say, words } from './words.js'

const w = words.fields

/** Words that set the kind when they stand alone and Tab is pressed. */
export const KIND_WORDS = {
  info: 'information', informace: 'information', rozh: 'decision', rozhodnuti: 'decision', ukol: 'task', zprava: 'report',
  podnet: 'suggestion', otazka: 'question', zamer: 'project_idea'
}

/** The kind meant by the whole text, or null. */
export function kindOf (text) {
  return KIND_WORDS[fold(text)] || null
}

function field (label, input, { hint, wide } = {}) {
  input.id ||= 'f' + newUid()
  const hintId = input.id + '-h'
  if (hint) input.setAttribute('aria-describedby', hintId)
  return h('div', { class: wide ? 'fd wide' : 'fd' }, h('label', { htmlFor: input.id }, label), input,
    hint ? h('small', { id: hintId }, hint) : null)
}

function text (value, name, attributes = {}) {
  return h('input', { type: 'text', value: value || '', 'data-field': name, maxLength: 200, ...attributes })
}

/** Build the fields of a line; `line.text.details` is read and changed, `line.edited()` told. */
export function fieldsOf (line) {
  const build = { task, decision, report, question }[line.text.kind]
  return build ? build(line) : null
}

function set (line, name, value) {
  const details = { ...line.text.details }
  if (value === '' || value === null || (typeof value === 'object' && !Object.keys(value).length)) delete details[name]
  else details[name] = value
  line.text.details = details
  line.edited()
}

function task (line) {
  const details = line.text.details
  const owner = text(details.owner?.text, 'owner')
  const due = text(details.due, 'due')
  owner.addEventListener('input', () => set(line, 'owner', owner.value ? { text: owner.value } : ''))
  due.addEventListener('input', () => set(line, 'due', due.value))
  const box = h('div', { class: 'f' }, field(w.owner, owner, { hint: w.owner_hint, wide: true }), field(w.due, due, { hint: w.due_hint }))
  complete(owner, {
    near: knownOwners, far: farOptions(line.app.link, ['person', 'organisation']),
    chosen: ({ label, person, organisation }) => set(line, 'owner', { text: label, ...(person && { person }), ...(organisation && { organisation }) })
  })
  complete(due, {
    near: () => [{ label: w.next_meeting, find: `${w.next_meeting} ${w.next_meeting.replace(/^do /, '')}` }],
    chosen: ({ label }) => set(line, 'due', label)
  })
  return box
}

function decision (line) {
  const votes = line.text.details.votes || {}
  const number = (name, label) => {
    const input = text(votes[name], `votes.${name}`, { inputMode: 'numeric', size: 4, maxLength: 4 })
    input.addEventListener('input', () => {
      const all = { ...(line.text.details.votes || {}), [name]: input.value.trim() }
      set(line, 'votes', Object.fromEntries(Object.entries(all).filter(([, value]) => value)))
    })
    return field(label, input)
  }
  const result = h('select', { 'data-field': 'result' }, h('option', { value: '' }, w.by_votes),
    ...Object.entries(words.results).map(([value, label]) => h('option', { value }, label)))
  result.value = line.text.details.result || ''
  result.addEventListener('change', () => set(line, 'result', result.value))
  return h('div', { class: 'f' }, number('for', w.for), number('against', w.against), number('abstained', w.abstained), field(w.result, result))
}

function report (line) {
  const details = line.text.details
  const place = text(details.organisation?.text, 'organisation')
  place.addEventListener('input', () => set(line, 'organisation', place.value ? { text: place.value } : ''))
  const rows = h('div', { class: 'numbers' })
  const add = h('button', { type: 'button', class: 'b', onclick: () => addNumber(line, rows, {}).querySelector('input').focus() }, w.add_number)
  const box = h('div', { class: 'f' }, field(w.organisation, place, { wide: true }), rows, add)
  complete(place, {
    near: knownPlaces, far: farOptions(line.app.link, ['organisation']),
    chosen: ({ label, organisation }) => set(line, 'organisation', { text: label, uid: organisation })
  })
  for (const row of details.numbers || []) addNumber(line, rows, row)
  return box
}

const NUMBER = [['label', 'number_label', 22], ['value', 'value', 8], ['unit', 'unit', 8], ['total', 'total', 8], ['total_label', 'total_label', 16]]

function addNumber (line, rows, given) {
  const row = { uid: given.uid || newUid(), ...given }
  const at = `numbers.${row.uid}`
  const save = () => {
    const others = line.text.details.numbers || []
    const kept = Object.fromEntries(Object.entries(row).filter(([, value]) => value))
    const known = others.some((one) => one.uid === row.uid)
    set(line, 'numbers', known ? others.map((one) => one.uid === row.uid ? kept : one) : [...others, kept])
  }
  const input = (name, label, size) => {
    const made = text(row[name], `${at}.${name}`, { size, inputMode: name === 'value' || name === 'total' ? 'decimal' : null })
    made.addEventListener('input', () => { row[name] = made.value; save() })
    return field(w[label], made)
  }
  const kind = h('select', { 'data-field': `${at}.kind` }, ...Object.entries(words.claims).map(([value, label]) => h('option', { value }, label)))
  kind.value = row.kind || 'actual'
  kind.addEventListener('change', () => { row.kind = kind.value; save() })
  const set_ = h('fieldset', { class: 'number f' },
    h('legend', { class: 'vh' }, say(w.number, { number: rows.children.length + 1 })),
    ...NUMBER.map(([name, label, size]) => input(name, label, size)), field(w.claim_kind, kind),
    input('from', 'from', 10), input('to', 'to', 10),
    h('button', {
      type: 'button', class: 'q', onclick: () => {
        set_.remove()
        set(line, 'numbers', (line.text.details.numbers || []).filter((one) => one.uid !== row.uid))
        rows.parentElement.querySelector(':scope > button').focus()
      }
    }, w.remove_number))
  rows.append(set_)
  return set_
}

function question (line) {
  const until = text(line.text.details.answers_until, 'answers_until')
  until.addEventListener('input', () => set(line, 'answers_until', until.value))
  return h('div', { class: 'f' }, field(w.answers_until, until))
}

/** What the fields say, in one short line below the text. */
export function summaryOf ({ kind, details }) {
  if (kind === 'task') return [details.owner?.text || w.no_owner, details.due].filter(Boolean).join(' · ')
  if (kind === 'decision') {
    const votes = details.votes
    const said = ['for', 'against', 'abstained'].filter((name) => votes?.[name])
      .map((name) => `${w[name].toLowerCase()} ${votes[name]}`).join(', ')
    return [said, words.results[details.result] || (votes ? '' : words.results.agreed)].filter(Boolean).join(' · ')
  }
  if (kind === 'report') {
    const count = (details.numbers || []).length
    return [details.organisation?.text, count ? plural(count, w.numbers_one, w.numbers_few, w.numbers_many) : ''].filter(Boolean).join(' · ')
  }
  if (kind === 'question' && details.answers_until) return say(w.answers_said, { until: details.answers_until })
  return ''
}

/** Who reported and all the numbers, for a line that shows a report as it was handed in. */
export function reportText (details) {
  const numbers = (details.numbers || []).map((row) => {
    const value = [row.value, row.unit].filter(Boolean).join(' ')
    const total = row.total ? ` / ${[row.total, row.total_label].filter(Boolean).join(' ')}` : ''
    return `${row.label}: ${row.kind && row.kind !== 'actual' ? words.claims[row.kind] + ' ' : ''}${value}${total}`
  })
  return [details.organisation?.text, ...numbers].filter(Boolean).join(' · ')
}
