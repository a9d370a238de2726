/* The line on top: saved when, without connection since when, how much waits, who else writes. */

import { announce, clock, h, page, plural, say, words } from './words.js'

const w = words.bar

export class Bar {
  constructor (app, place, who, stuck) {
    Object.assign(this, { app, place, who, stuck })
    app.link.addEventListener('state', () => this.show())
    app.waiting.addEventListener('change', () => this.show())
    this.show()
  }

  show () {
    const { link, waiting } = this.app
    const count = new Set([...waiting.mine.values(), ...waiting.others.values()].map((record) => record.name)).size
    const stuck = [...waiting.mine.values()].filter((record) => record.stuck && record.stuck.edit === record.edit).length
    const parts = {
      on: () => stuck && stuck === count ? [this.state('no', w.stuck)] : count ? [this.state('run', w.saving)] : [this.state('ok', link.savedAt ? say(w.saved, { time: clock(link.savedAt, true) }) : this.app.mayWrite ? w.ready : w.reading)],
      offline: () => [this.state('part', this.since(w.offline)), ...this.left(count)],
      trouble: () => [this.state('part', this.since(w.trouble)), ...this.left(count)],
      full: () => [this.state('no', this.since(w.full)), ...this.left(count)],
      signed_out: () => [this.state('part', w.signed_out), this.signIn(), ...this.left(count)],
      stranger: () => [this.state('no', w.stranger), h('span', { class: 'note' }, w.stranger_kept), h('a', { href: page.urls.hold }, w.reload)],
      gone: () => [this.state('no', w.gone)]
    }[link.how]()
    this.place.replaceChildren(...parts.flatMap((part) => [part, ' ']))
    this.speak(link.how)
    this.showStuck()
  }

  state (kind, text) { return h('span', { class: 's ' + kind }, text) }
  since (text) { return say(text, { time: clock(this.app.link.since || this.app.link.now()) }) }

  left (count) {
    const rest = count ? [h('span', {}, plural(count, w.waiting_one, w.waiting_few, w.waiting_many))] : []
    return [...rest, h('span', { class: 'note' }, this.app.waiting.isLasting ? count ? w.may_close : '' : w.memory)]
  }

  signIn () {
    return h('a', { href: `${page.urls.sign_in}?next=${encodeURIComponent(page.urls.hold)}`, target: '_blank', rel: 'opener' }, w.sign_in)
  }

  speak (how) {
    if (how === this.spoken) return
    if (this.spoken && how === 'offline') announce(words.spoken.offline)
    else if (this.spoken && how === 'on') announce(words.spoken.online)
    else if (this.spoken) announce(w[how] || '')
    this.spoken = how
    document.body.classList.toggle('stranger', how === 'stranger')
  }

  writers (state) {
    const names = state.writers.map((one) => one.number ? `${one.name} (${say(w.at_item, { number: one.number })})` : one.name).join(', ')
    const text = names ? say(this.app.mayWrite ? w.writing : w.writing_read, { count: state.writers.length + 1, names }) : this.app.mayWrite ? w.writing_alone : ''
    if (this.who.textContent !== text) this.who.textContent = text
  }

  /** Texts that the server will not take any more: they stay here until copied or thrown away. */
  showStuck () {
    const lost = [...this.app.waiting.mine.values()].filter((record) => record.type === 'entry' && record.stuck?.locked)
    const names = lost.map((record) => record.name + record.edit).join() + page.state.may_remark
    if (names === this.stuckShown) return
    this.stuckShown = names
    this.stuck.hidden = !lost.length
    this.stuck.replaceChildren(...(lost.length
      ? [h('h2', { class: 's no' }, words.stuck.title), h('p', {}, lost[0].stuck.message + ' ', h('a', { href: page.urls.minutes }, w.open_minutes)), ...lost.map((record) => this.stuckRow(record))]
      : []))
  }

  stuckRow (record) {
    const shown = new DOMParser().parseFromString(record.text.body.replace(/<\/(p|li|tr|h3)>|<br>/g, '\n'), 'text/html').body.textContent.trim()
    const said = h('span', { class: 'note', role: 'status' })
    const drop = h('button', {
      type: 'button', class: 'q', onclick: () => {
        if (drop.textContent === words.stuck.drop) drop.textContent = words.stuck.drop_sure
        else this.app.discard(record)
      }
    }, words.stuck.drop)
    return h('div', { class: 'rec' }, h('p', { class: 'k' }, words.kinds[record.text.kind]),
      h('div', {}, h('p', { class: 'doc kept' }, shown), h('p', { class: 'acts' },
        h('button', { type: 'button', class: 'b', onclick: async () => { await navigator.clipboard.writeText(shown); said.textContent = words.stuck.copied } }, words.stuck.copy),
        page.state.may_remark ? h('button', { type: 'button', class: 'b', onclick: () => this.remark(record, shown, said) }, words.stuck.remark) : '',
        h('button', { type: 'button', class: 'b', onclick: () => this.app.sendAgain(record) }, words.stuck.again), drop, said)))
  }

  /** Minutes are with the members: a text that came too late goes to them as a remark on its line. */
  async remark (record, text, said) {
    const problem = await this.app.link.remark(text, this.app.board.lines.get(record.uid)?.server ? record.uid : '')
    if (problem) { said.textContent = problem; return }
    announce(words.stuck.remarked)
    this.app.discard(record)
  }
}
