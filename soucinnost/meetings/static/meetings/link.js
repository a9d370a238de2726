/* Talking to the server: sending what waits, asking what others wrote, noticing that the connection, the session or
   the right to write is gone. Nothing here throws text away; a record goes only when the server has it. */

import { newUid } from './uid.js'
import { payloadOf } from './records.js'
import { page } from './words.js'

const SEND_AFTER = 700
const ASK_EVERY = 5000
const ASK_HIDDEN = 20000
const HERE_EVERY = 15000
const BACK_OFF = [1000, 2000, 4000, 8000, 15000, 30000]
const BATCH_BYTES = 800000
const BATCH_COUNT = 20
const TOO_LONG = 20000

export class Link extends EventTarget {
  /* how: 'on', 'offline', 'trouble', 'full', 'signed_out', 'stranger', 'gone' */
  how = 'on'
  since = null
  savedAt = null
  token = page.state.token
  offset = new Date(page.state.now) - Date.now()
  here = ''
  failures = 0
  answers = 0
  busy = false

  constructor (waiting) {
    super()
    this.waiting = waiting
    this.key = page.key
    window.addEventListener('online', () => this.again())
    window.addEventListener('offline', () => this.broken('offline'))
    window.addEventListener('focus', () => { if (this.how !== 'on') this.again() })
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.ask() })
    waiting.addEventListener('elsewhere', () => this.ask())
    setTimeout(() => this.asking(), ASK_EVERY)
    setInterval(() => { if (this.here && this.how === 'on') this.send() }, HERE_EVERY)
  }

  /** Now, by the server's clock. */
  now () { return new Date(Date.now() + this.offset) }

  set (how) {
    if (how === this.how) return
    if (how !== 'on' && (this.how === 'on' || !this.since)) this.since = this.now()
    if (how === 'on') this.since = null
    this.how = how
    this.dispatchEvent(new Event('state'))
  }

  again () {
    if (this.how === 'stranger' || this.how === 'gone') return
    this.failures = 0
    this.send()
    this.ask()
  }

  broken (how) {
    this.set(how)
    const delay = BACK_OFF[Math.min(this.failures++, BACK_OFF.length - 1)]
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.send(), delay)
  }

  /** Send soon: after the next pause in typing. */
  soon () {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), SEND_AFTER)
  }

  ready () {
    return [...this.waiting.mine.values()].filter((record) => !record.stuck || record.edit !== record.stuck.edit)
  }

  /** Send what waits, in the order in which it was typed; resolves to whether everything is on the server. */
  async send () {
    clearTimeout(this.timer)
    if (this.busy || this.how === 'stranger' || this.how === 'gone') return false
    const records = this.ready().sort((a, b) => a.typed_at < b.typed_at ? -1 : 1)
    const told = this.here && Date.now() - (this.toldAt || 0) > HERE_EVERY - 1000
    if (!records.length && !told && this.how === 'on') return true
    this.busy = true
    try {
      for (const batch of await this.batches(records)) await this.sendBatch(batch)
      if (!records.length) await this.sendBatch([])
    } finally {
      this.busy = false
    }
    if (this.how === 'on' && this.ready().length) this.soon()
    return this.how === 'on' && !this.ready().length
  }

  /** Give each record its operation and freeze what is sent, so that the same is sent again if the answer is lost. */
  async batches (records) {
    const batches = [[]]
    let size = 0
    for (const record of records) {
      if (!record.sent) {
        record.sent = { edit: record.edit, payload: { ...payloadOf(record), operation: newUid(), client: this.waiting.tab } }
        delete record.stuck
        await this.waiting.put(record.name, record)
      }
      const bytes = JSON.stringify(record.sent.payload).length
      const last = batches[batches.length - 1]
      if (last.length && (last.length >= BATCH_COUNT || size + bytes > BATCH_BYTES)) { batches.push([]); size = 0 }
      size += bytes
      batches[batches.length - 1].push(record)
    }
    return batches.filter((batch) => batch.length)
  }

  async sendBatch (batch) {
    const body = JSON.stringify({ operations: batch.map((record) => record.sent.payload), here: this.here })
    const answer = await this.call(page.urls.sync, { method: 'POST', body })
    if (!answer) return
    if (answer.status === 413 || answer.status === 400) {
      if (batch.length > 1) { for (const record of batch) await this.sendBatch([record]) } else this.tooMuch(batch[0])
      return
    }
    const told = await answer.json()
    if (batch.length) this.answers++
    this.toldAt = Date.now()
    this.offset = new Date(told.now) - Date.now()
    for (const result of told.results) {
      const record = batch.find((one) => one.sent?.payload.operation === result.operation)
      if (record && this.waiting.mine.get(record.name) === record) this.settle(record, result)
    }
    if (batch.length) {
      this.savedAt = this.now()
      this.waiting.tell({ type: 'sent' })
      this.ask()
    }
    this.dispatchEvent(new Event('state'))
  }

  /** Hand in a remark; returns what is wrong, or nothing when it is on the server. */
  async remark (text, entry) {
    let answer
    try {
      answer = await fetch(page.urls.remark, {
        method: 'POST', credentials: 'same-origin', redirect: 'manual', cache: 'no-store',
        headers: { 'X-CSRFToken': this.key, Accept: 'application/json' }, body: new URLSearchParams({ text, entry })
      })
    } catch {
      return page.words.stuck.not_remarked
    }
    if (answer.status === 201) return ''
    const told = (answer.headers.get('Content-Type') || '').startsWith('application/json') ? await answer.json() : {}
    return told.message || page.words.stuck.not_remarked
  }

  tooMuch (record) {
    if (record) this.settle(record, { outcome: 'refused', message: page.words.stuck.too_long })
  }

  /** Pass an answer on to whoever shows the record; that one decides what remains to be sent. */
  settle (record, result) {
    this.dispatchEvent(new CustomEvent('result', { detail: { record, result } }))
  }

  /** One request with time limit; returns the answer, or null after noting what is broken. */
  async call (address, options = {}, tried = false) {
    const stop = new AbortController()
    const limit = setTimeout(() => stop.abort(), TOO_LONG)
    let answer
    try {
      answer = await fetch(address, {
        credentials: 'same-origin', redirect: 'manual', cache: 'no-store', signal: stop.signal, ...options,
        headers: { 'X-CSRFToken': this.key, 'Content-Type': 'application/json', Accept: 'application/json' }
      })
    } catch {
      this.broken('offline')
      return null
    } finally {
      clearTimeout(limit)
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
      if (!tried && await this.freshKey()) return this.call(address, options, true)
      return null
    }
    if (answer.status === 404) { this.set('gone'); return null }
    if (answer.status === 507) { this.broken('full'); return null }
    if (answer.status >= 500 || answer.status === 429) { this.broken('trouble'); return null }
    this.failures = 0
    if (this.how !== 'on') { this.set('on'); this.soon() }
    return answer
  }

  /** After a refusal: who is signed in now? Returns whether it is the same reader, whose new key is then known. */
  async freshKey () {
    let answer
    try {
      answer = await fetch(page.urls.key, { credentials: 'same-origin', redirect: 'manual', cache: 'no-store' })
    } catch {
      this.broken('offline')
      return false
    }
    if (answer.status === 404) { this.set('gone'); return false }
    if (answer.type === 'opaqueredirect' || !answer.ok) { this.broken('signed_out'); return false }
    const told = await answer.json()
    if (told.reader !== page.reader) { this.waiting.retire(); this.set('stranger'); return false }
    this.key = told.key
    return true
  }

  asking () {
    this.ask()
    setTimeout(() => this.asking(), document.hidden ? ASK_HIDDEN : ASK_EVERY)
  }

  /** Ask what others wrote; a state that is already known costs nothing. */
  async ask () {
    if (this.asks || this.how === 'stranger' || this.how === 'gone') return
    this.asks = true
    const before = this.answers
    let overtaken = false
    try {
      const answer = await this.call(`${page.urls.changes}?stav=${encodeURIComponent(this.token)}`)
      if (!answer || answer.status === 304) return
      const state = await answer.json()
      overtaken = this.answers !== before /* something of ours was saved meanwhile: this state is older than that */
      if (overtaken) return
      this.token = state.token
      this.dispatchEvent(new CustomEvent('news', { detail: state }))
    } finally {
      this.asks = false
      if (overtaken) this.ask()
    }
  }
}
