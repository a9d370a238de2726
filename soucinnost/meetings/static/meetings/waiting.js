/* What waits to be sent, one record a line or click, each owned by the tab in which it was typed.
   Only the owner sends. A tab that closed or died leaves its records to the next one that asks and hears no answer.
   Other tabs of the same reader are told of every change, so that they show it too. */

import { newUid } from './uid.js'
import { openStore } from './store.js'
import { page } from './words.js'

const ANSWER_WITHIN = 400
const LOOK_AFTER_DEAD = 15000

export class Waiting extends EventTarget {
  tab = newUid()
  mine = new Map() /* by name: own records */
  others = new Map() /* by name: records of other living tabs */
  writing = new Map() /* by key: writings to the disk under way */

  async open () {
    this.prefix = `${page.reader}|${page.meeting}|`
    this.store = await openStore()
    this.alive = new Set()
    this.channel = 'BroadcastChannel' in window ? new BroadcastChannel('soucinnost-' + this.prefix) : null
    this.channel?.addEventListener('message', (event) => this.heard(event.data))
    addEventListener('pagehide', (event) => { if (!event.persisted) this.tell({ type: 'bye' }) })
    await this.adoptDead()
    this.watch = setInterval(() => this.adoptDead(), LOOK_AFTER_DEAD)
    return this
  }

  get isLasting () { return this.store.kind !== 'memory' && !this.isFull }
  get count () { return this.mine.size + this.others.size }

  /** Keep a record of this tab; `name` says of what (entry:uid, click:uid). Resolves when it is on the disk. */
  async put (name, record) {
    record.name = name
    record.tab = this.tab
    record.key = `${this.prefix}${name}|${this.tab}`
    this.mine.set(name, record)
    this.tell({ type: 'put', record })
    this.changed()
    return this.write(record)
  }

  /** Write to the disk. While one writing is under way, later states of the record wait and only the last is written. */
  write (record) {
    const running = this.writing.get(record.key)
    if (running) {
      running.again = true
      return running.done
    }
    const state = { again: false }
    this.writing.set(record.key, state)
    state.done = (async () => {
      try {
        do {
          state.again = false
          const latest = this.mine.get(record.name)
          if (latest?.key === record.key) await this.store.put(structuredClone(latest))
        } while (state.again)
        this.isFull = false
      } catch {
        this.isFull = true /* the disk or the browser's share of it is full: the text stays on the page and is still sent */
        this.changed()
      } finally {
        this.writing.delete(record.key)
      }
    })()
    return state.done
  }

  async drop (name) {
    const record = this.mine.get(name)
    if (!record) return
    this.mine.delete(name)
    this.tell({ type: 'drop', name, key: record.key })
    this.changed()
    await this.writing.get(record.key)?.done
    if (!this.mine.has(name)) await this.store.drop(record.key)
  }

  /** Take over what another tab of the same reader has typed, to write on in it here. */
  async take (name) {
    const record = this.others.get(name)
    if (!record) return null
    const key = record.key
    this.others.delete(name)
    this.tell({ type: 'taken', name, key })
    await this.put(name, { ...record })
    await this.store.drop(key)
    return this.mine.get(name)
  }

  /** Somebody else is signed in now: this tab no longer owns anything; what it kept is left to the reader's next tab. */
  retire () {
    clearInterval(this.watch)
    this.channel?.close()
    this.channel = null
    this.mine.clear()
    this.others.clear()
  }

  tell (message) { this.channel?.postMessage({ from: this.tab, ...message }) }
  changed () { this.dispatchEvent(new Event('change')) }
  foreign (name) { this.dispatchEvent(new CustomEvent('foreign', { detail: name })) }

  heard (message) {
    if (message.type === 'ask') this.tell({ type: 'here' })
    else if (message.type === 'here') this.alive.add(message.from)
    else if (message.type === 'bye') this.adoptDead() /* a closed tab: what it left is taken over at once */
    else if (message.type === 'put') this.others.set(message.record.name, message.record)
    else if (message.type === 'drop' && this.others.get(message.name)?.key === message.key) this.others.delete(message.name)
    else if (message.type === 'taken' && this.mine.get(message.name)?.key === message.key) this.mine.delete(message.name)
    else if (message.type === 'sent') this.dispatchEvent(new Event('elsewhere'))
    if (message.name || message.record) this.foreign(message.name || message.record.name)
    this.changed()
  }

  /** Find records of tabs that no longer answer and make them this tab's. */
  async adoptDead () {
    const left = (await this.store.all(this.prefix)).filter((record) => record.tab !== this.tab)
    const owners = new Set(left.map((record) => record.tab))
    const keys = new Set(left.map((record) => record.key))
    for (const [name, record] of this.others) {
      if (!keys.has(record.key)) { this.others.delete(name); this.foreign(name) }
    }
    if (!owners.size) return this.changed()
    this.alive = new Set()
    this.tell({ type: 'ask' })
    await new Promise((resolve) => setTimeout(resolve, this.channel ? ANSWER_WITHIN : 0))
    for (const record of left) {
      if (this.alive.has(record.tab)) {
        this.others.set(record.name, record)
      } else {
        this.others.delete(record.name)
        const key = record.key
        /* two dead tabs may have left the same line: the second is kept as a text of its own */
        const name = this.mine.has(record.name) ? `${record.name}+${newUid()}` : record.name
        await this.put(name, { ...record })
        await this.store.drop(key)
      }
      this.foreign(record.name)
    }
    this.changed()
  }
}
