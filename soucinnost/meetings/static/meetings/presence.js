/* Who is there: one click a person, the rest behind the name. */

import { clickRecord } from './records.js'
import { newUid } from './uid.js'
import { announce, h, say, words } from './words.js'

const w = words.there
const THERE = new Set(['present', 'deputy'])

function labelled (name, input) {
  input.id = 'f' + newUid()
  return h('div', { class: 'fd' }, h('label', { htmlFor: input.id }, name), input)
}

export class PresenceList {
  rows = new Map()

  constructor (app, place, state) {
    Object.assign(this, { app, state })
    this.title = h('h2', { id: 'pri' })
    this.quorum = h('p', { class: 'note' })
    this.members = h('div', { class: 'who', role: 'group', 'aria-labelledby': 'pri' })
    this.guests = h('div', { class: 'who guests' })
    this.guestsTitle = h('h3', {}, w.guests)
    place.append(this.title, this.quorum, app.mayWrite ? h('p', { class: 'note' }, w.hint) : '', this.members, this.guestsTitle, this.guests)
    if (app.mayWrite) place.append(this.guestForm())
    this.show()
  }

  take (state) {
    this.state = state
    this.show()
  }

  /** What holds now: clicks of this tab and of others that still wait go before what the server says. */
  current () {
    const waiting = [...this.app.waiting.others.values(), ...this.app.waiting.mine.values()]
    const clicked = new Map(waiting.filter((one) => one.type === 'presence').map((one) => [one.data.uid, one]))
    const guests = waiting.filter((one) => one.type === 'guest')
    const lines = this.state.presences.map((line) => {
      const record = clicked.get(line.uid)
      return record ? { ...line, ...record.data, stuck: record.stuck } : line
    })
    const removed = new Set(guests.filter((one) => one.data.removed).map((one) => one.data.uid))
    const known = new Set(lines.map((line) => line.uid))
    for (const { data } of guests) {
      if (!data.removed && !known.has(data.uid)) lines.push({ uid: data.uid, name: data.name, organisation: data.organisation, status: 'guest', guest: true, roles: [], arrived: '', left: '', deputy_name: '' })
    }
    return lines.filter((line) => !removed.has(line.uid))
  }

  /** Names of members about whom nothing was noted. */
  get unrecorded () { return this.current().filter((line) => !line.guest && line.status === 'unknown').map((line) => line.name) }

  /** Whether anybody at all, a deputy or a guest included, is noted as there. */
  get somebody () { return this.current().some((line) => line.guest || THERE.has(line.status)) }

  show () {
    const lines = this.current()
    const members = lines.filter((line) => !line.guest)
    const guests = lines.filter((line) => line.guest)
    const present = members.filter((line) => THERE.has(line.status)).length
    const { needed } = this.state.quorum
    this.title.textContent = say(w.title, { present, seats: members.length })
    document.getElementById('to-there').textContent = this.title.textContent
    this.quorum.textContent = needed === null ? '' : say(present >= needed ? w.quorum_met : w.quorum_missed, { needed })
    this.quorum.className = needed !== null && present < needed ? 's part' : 'note'
    this.quorum.hidden = needed === null
    this.guestsTitle.hidden = !guests.length
    this.fill(this.members, members)
    this.fill(this.guests, guests)
  }

  fill (place, lines) {
    const wanted = lines.map((line) => this.row(line))
    let cursor = place.firstElementChild
    for (const element of wanted) {
      if (element === cursor) cursor = cursor.nextElementSibling
      else place.insertBefore(element, cursor)
    }
    while (cursor) { const next = cursor.nextElementSibling; cursor.remove(); cursor = next }
  }

  row (line) {
    let row = this.rows.get(line.uid)
    if (!row) {
      row = line.guest || !this.app.mayWrite ? this.plainRow(line) : this.memberRow(line)
      this.rows.set(line.uid, row)
    }
    row.update(line)
    return row.el
  }

  note (line) {
    const status = line.status === 'deputy' && line.deputy_name ? say(w.by, { name: line.deputy_name }) : THERE.has(line.status) || line.guest || line.status === 'unknown' ? '' : words.presence[line.status]
    const times = [line.arrived && say(w.from, { time: line.arrived }), line.left && say(w.until, { time: line.left })]
    const kind = { excused: 's part', absent: 's wait' }[line.status]
    const parts = [line.organisation, ...(line.roles || []), ...times].filter(Boolean).join(', ')
    const answer = this.app.replies?.[line.uid]
    const reply = answer && line.status !== 'present' ? say(w.reply, { answer }) : ''
    return [parts, parts && reply ? ' · ' : '', reply, status && (parts || reply) ? ' · ' : '', status ? h('span', { class: kind || '' }, status) : '', line.stuck ? h('span', { class: 's no' }, ' ' + line.stuck.message) : '']
  }

  plainRow (line) {
    const small = h('small')
    const remove = line.guest && this.app.mayWrite
      ? h('button', { type: 'button', class: 'q', 'aria-label': say(w.remove_guest, { name: line.name }), onclick: () => this.removeGuest(line) }, '×')
      : null
    const el = h('div', { class: 'person' }, h('span', {}, line.name, h('br'), small), remove)
    return { el, update: (now) => small.replaceChildren(...this.note(now)) }
  }

  memberRow (line) {
    const box = h('input', { type: 'checkbox', onchange: () => this.click(line.uid, { status: box.checked ? 'present' : 'absent' }) })
    const small = h('small')
    const label = h('label', {}, box, h('span', {}, line.name, h('br'), small))
    const status = h('select', { onchange: () => this.click(line.uid, { status: status.value }) },
      ...Object.entries(words.presence).filter(([value]) => value !== 'guest').map(([value, text]) => h('option', { value }, text)))
    const text = (name, hint) => {
      const input = h('input', { type: 'text', placeholder: hint || '', maxLength: name === 'deputy_name' ? 160 : 12 })
      input.addEventListener('change', () => this.click(line.uid, { [name]: input.value.trim(), ...(name === 'deputy_name' && input.value.trim() && { status: 'deputy' }) }))
      return input
    }
    const [deputy, arrived, left] = [text('deputy_name'), text('arrived'), text('left')]
    const more = h('details', {}, h('summary', { 'aria-label': say(w.more, { name: line.name }) }, '…'),
      h('div', { class: 'f' }, labelled(w.status, status), labelled(w.deputy, deputy), labelled(w.arrived, arrived), labelled(w.left, left)))
    const el = h('div', { class: 'person' }, label, more)
    const update = (now) => {
      box.checked = THERE.has(now.status)
      small.replaceChildren(...this.note(now))
      for (const [input, value] of [[status, now.status], [deputy, now.deputy_name], [arrived, now.arrived], [left, now.left]]) {
        if (document.activeElement !== input) input.value = value || ''
      }
    }
    return { el, update }
  }

  click (uid, change) {
    const line = this.current().find((one) => one.uid === uid)
    if (!line) return
    const { status, deputy_name, arrived, left } = { ...line, ...change }
    this.keep('presence', { uid, status, deputy_name: status === 'deputy' ? deputy_name : '', arrived, left })
    announce(say(words.spoken.present, { name: line.name, status: words.presence[status] }))
  }

  keep (type, data) {
    const name = `${type}:${data.uid}`
    const record = this.app.waiting.mine.get(name)
    const now = this.app.link.now()
    if (record) Object.assign(record, { data, edit: record.edit + 1, typed_at: now.toISOString() })
    this.app.waiting.put(name, record || clickRecord(type, data, now))
    this.app.link.soon()
    this.show()
  }

  removeGuest (line) {
    this.keep('guest', { uid: line.uid, removed: true })
    this.guestButton.focus()
  }

  guestForm () {
    const name = h('input', { type: 'text', required: true, maxLength: 160 })
    const place = h('input', { type: 'text', maxLength: 200 })
    const made = h('details', { class: 'guest' }, this.guestButton = h('summary', { class: 'b' }, w.add_guest),
      h('form', {
        class: 'f', onsubmit: (event) => {
          event.preventDefault()
          if (!name.value.trim()) { name.focus(); return }
          this.keep('guest', { uid: newUid(), name: name.value.trim(), organisation: place.value.trim() })
          name.value = place.value = ''
          name.focus()
        }
      }, labelled(w.guest_name, name), labelled(w.guest_place, place),
      h('button', { class: 'b' }, w.save_guest)))
    return made
  }

  /** Alt+P: to the first person. */
  focus () {
    (this.members.querySelector('input') || this.title).focus()
  }

  answered (record, result) {
    if (result.outcome === 'refused' || result.outcome === 'locked') {
      record.stuck = { message: result.message, edit: record.sent.edit }
      record.sent = null
      this.app.waiting.put(record.name, record)
    } else if (record.edit === record.sent.edit) {
      this.state = { ...this.state, presences: this.settled(record.data) }
      this.app.waiting.drop(record.name)
    } else {
      record.sent = null
      this.app.waiting.put(record.name, record)
    }
    this.show()
  }

  settled (data) {
    if (data.removed) return this.state.presences.filter((line) => line.uid !== data.uid)
    return this.state.presences.map((line) => line.uid === data.uid ? { ...line, ...data } : line)
  }
}
