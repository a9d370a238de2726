/* Small comforts of every page. Pages work without this script; nothing here is the only way to do a thing.
   Order: words, small things, drafts, guard, reorder, passkey errors. */

const words = JSON.parse(document.getElementById('app-words')?.textContent || '{}')
const $ = (selector, root = document) => root.querySelector(selector)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const reader = document.body.dataset.reader || ''
let signingOut = false

/* ---- small things -------------------------------------------------------- */

for (const element of all('[data-needs-script]')) element.hidden = false

function isTyping (target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
  const search = $('[data-shortcut="/"]')
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select()
})

for (const box of all('[data-suggest]')) {
  const load = () => import(box.dataset.script).then((script) => script.attach(box)).catch(() => { /* without, too */ })
  box.addEventListener('focus', load, { once: true })
  if (document.activeElement === box) load()
}

for (const button of all('[data-print]')) button.addEventListener('click', () => window.print())

$('[data-errors]')?.focus()

/** Say something to a screen reader without moving anything on the page. */
function announce (text) {
  let live = $('#ohlaseni')
  if (!live) {
    live = document.createElement('p')
    live.id = 'ohlaseni'
    live.className = 'vh'
    live.setAttribute('role', 'status')
    document.body.append(live)
  }
  live.textContent = ''
  setTimeout(() => { live.textContent = text }, 50)
}

/** Show a failure on top of the page, in words. */
function complain (text) {
  let box = $('#potiz')
  if (!box) {
    box = document.createElement('p')
    box.id = 'potiz'
    box.className = 'msg error'
    box.setAttribute('role', 'alert')
    $('main').prepend(box)
  }
  box.textContent = text
}

/* ---- drafts: what was typed is never lost --------------------------------
   A form with data-keep="name" is copied to localStorage while somebody types, under the reader, the address it is
   sent to and its name. Sending marks it; the next page decides: an error page or the sign-in keeps the draft, the
   same form with errors keeps it, anything else means that it was saved. */

const PREFIX = 'draft:'
const PENDING = 'draft-sent'
const DAYS = 14

const store = {
  get (key) { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } },
  set (key, value) { try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* full or forbidden */ } },
  drop (key) { try { localStorage.removeItem(key) } catch { /* forbidden */ } },
  keys () { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)) } catch { return [] } }
}

function pending (value) {
  try {
    if (value === undefined) return sessionStorage.getItem(PENDING)
    value === null ? sessionStorage.removeItem(PENDING) : sessionStorage.setItem(PENDING, value)
  } catch { /* forbidden */ }
  return null
}

function keyOf (form) {
  const path = new URL(form.getAttribute('action') || location.href, location.href).pathname
  return `${PREFIX}${reader}:${path}:${form.dataset.keep}`
}

function controls (form) {
  return [...form.elements].filter((field) => field.name && !field.readOnly && !field.disabled &&
    !/^(hidden|password|file|submit|button|reset)$/.test(field.type) && field.tagName !== 'BUTTON')
}

function valuesOf (form) {
  const values = {}
  for (const field of controls(form)) {
    const list = values[field.name] ||= []
    if (field.type === 'checkbox' || field.type === 'radio') { if (field.checked) list.push(field.value) }
    else if (field.multiple) list.push(...[...field.selectedOptions].map((option) => option.value))
    else list.push(field.value)
  }
  return values
}

function fill (form, values) {
  const seen = {}
  for (const field of controls(form)) {
    const list = values[field.name]
    if (!list) continue
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = list.includes(field.value)
    else if (field.multiple) for (const option of field.options) option.selected = list.includes(option.value)
    else {
      const at = seen[field.name] = (seen[field.name] ?? -1) + 1
      if (list[at] !== undefined) field.value = list[at]
    }
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The state that an edited record was opened with: a draft of yesterday must not overwrite what came since. */
const stateOf = (form) => form.elements.revize?.value

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

function offer (form, key, draft) {
  const box = document.createElement('div')
  box.className = 'box run noprint'
  box.setAttribute('role', 'status')
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })
  const text = document.createElement('p')
  text.textContent = `${words.found} ${when}.`
  const buttons = document.createElement('p')
  buttons.className = 'acts'
  const button = (label, kind, act) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = kind
    made.textContent = label
    made.addEventListener('click', () => { act(); box.remove(); controls(form)[0]?.focus() })
    buttons.append(made)
  }
  button(words.restore, 'b p', () => { fill(form, draft.values); if (draft.state && form.elements.revize) form.elements.revize.value = draft.state; announce(words.restored) })
  button(words.discard, 'q', () => store.drop(key))
  box.append(text, buttons)
  form.prepend(box)
}

function settleSent () {
  const key = pending()
  pending(null)
  if (!key || document.body.hasAttribute('data-failed')) return
  const form = all('form[data-keep]').find((candidate) => keyOf(candidate) === key)
  const refused = form && ($('[data-errors]') || $('[aria-invalid=true]', form))
  const arrival = performance.getEntriesByType('navigation')[0]?.type
  if (refused || arrival === 'back_forward' || !document.referrer.startsWith(location.origin)) return
  store.drop(key)
}

function keep (form) {
  const key = keyOf(form)
  const start = valuesOf(form)
  const draft = store.get(key)
  const refused = Boolean($('[aria-invalid=true]', form) || ($('[data-errors]') && form.method === 'post'))
  if (draft && !refused) same(draft.values, start) ? store.drop(key) : offer(form, key, draft)
  let timer = 0
  const write = () => {
    clearTimeout(timer)
    const values = valuesOf(form)
    if (same(values, start) && !refused) { if (!$('.box.run', form)) store.drop(key) } else store.set(key, { at: Date.now(), values, state: stateOf(form) })
  }
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(write, 300) })
  form.addEventListener('change', write)
  addEventListener('pagehide', () => { if (timer && !signingOut && !same(valuesOf(form), start)) write() })
  form.addEventListener('submit', () => {
    if (!same(valuesOf(form), start) || refused) store.set(key, { at: Date.now(), values: valuesOf(form), state: stateOf(form) })
    clearTimeout(timer)
    timer = 0
    pending(key)
  })
}

const oldest = Date.now() - DAYS * 86400000
for (const key of store.keys()) if ((store.get(key)?.at || 0) < oldest) store.drop(key)
settleSent()
if (reader) all('form[data-keep]').forEach(keep)

for (const form of all('form[data-signout]')) {
  form.addEventListener('submit', (event) => {
    const mine = store.keys().filter((key) => key.startsWith(`${PREFIX}${reader}:`))
    if (mine.length && !confirm(words.signout)) return event.preventDefault()
    signingOut = true
    mine.forEach(store.drop)
  })
}

/* ---- guard: leaving a changed form asks first ------------------------------ */

for (const form of all('form[data-keep],form[data-guard]')) {
  const start = valuesOf(form)
  let leaving = false
  form.addEventListener('submit', () => { leaving = true })
  addEventListener('pageshow', () => { leaving = false })
  addEventListener('beforeunload', (event) => {
    if (!leaving && !signingOut && !same(valuesOf(form), start)) event.preventDefault()
  })
}

/* ---- reorder: Alt and an arrow, or the mouse --------------------------------
   <ol data-reorder="/address/"> with <li data-id data-name> posts order=id&order=id…; [data-place] shows the place.
   data-refresh on the list fetches the page again afterwards and takes the list from it. */

async function post (url, body) {
  const token = $('input[name=csrfmiddlewaretoken]')?.value || ''
  let answer
  try {
    answer = await fetch(url, { method: 'POST', body, headers: { 'X-CSRFToken': token, Accept: 'application/json' }, redirect: 'manual' })
  } catch { throw new Error(words.offline) }
  if (answer.ok) return answer
  if (answer.type === 'opaqueredirect') throw new Error(words.expired)
  const told = await answer.json().catch(() => null)
  throw new Error(told?.error || (answer.status === 403 ? words.forbidden : words.failed))
}

function reorder (list) {
  let sent = null
  const items = () => [...list.children].filter((item) => item.dataset.id)
  const order = () => items().map((item) => item.dataset.id)
  const number = () => items().forEach((item, at) => { const place = $('[data-place]', item); if (place) place.textContent = at + 1 })

  async function save (item, before) {
    number()
    announce(`${item.dataset.name || ''} ${words.moved} ${items().indexOf(item) + 1} ${words.of} ${items().length}`)
    const body = new URLSearchParams(order().map((id) => ['order', id]))
    const mine = sent = Symbol('sent')
    try {
      await post(list.dataset.reorder, body)
      if (mine === sent && 'refresh' in list.dataset) await refresh(item.dataset.id)
    } catch (error) {
      if (mine !== sent) return
      before.forEach((id) => list.append(items().find((one) => one.dataset.id === id)))
      number()
      complain(error.message)
    }
  }

  async function refresh (id) {
    const page = await (await fetch(location.href)).text()
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById(list.id)
    if (!fresh) return
    const focused = list.contains(document.activeElement)
    for (const element of all('[data-needs-script]', fresh)) element.hidden = false
    list.replaceChildren(...fresh.children)
    if (focused) focusIn(items().find((item) => item.dataset.id === id))
  }

  function focusIn (item) {
    if (item) ($('[data-handle]', item) || $('a,button,input', item) || item).focus()
  }

  list.addEventListener('keydown', (event) => {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
    const item = event.target.closest('li')
    const here = items().find((one) => one === item || one.contains(item))
    if (!here) return
    event.preventDefault()
    const row = items()
    const other = row[row.indexOf(here) + (event.key === 'ArrowUp' ? -1 : 1)]
    if (!other) return
    const before = order()
    const focus = document.activeElement
    event.key === 'ArrowUp' ? other.before(here) : other.after(here)
    focus.focus()
    save(here, before)
  })

  list.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest('[data-handle]')
    const item = handle && items().find((one) => one.contains(handle))
    if (!item || event.button) return
    const before = order()
    const move = (at) => {
      const over = items().find((one) => {
        const box = one.getBoundingClientRect()
        return at.clientY >= box.top && at.clientY < box.bottom
      })
      if (!over || over === item) return
      const box = over.getBoundingClientRect()
      const down = items().indexOf(over) > items().indexOf(item)
      if (down && at.clientY > box.top + box.height / 2) over.after(item)
      if (!down && at.clientY < box.top + box.height / 2) over.before(item)
    }
    const end = () => {
      item.classList.remove('dragging')
      document.removeEventListener('pointermove', move)
      document.removeEventListener('pointerup', end)
      document.removeEventListener('pointercancel', end)
      if (!same(before, order())) save(item, before)
    }
    event.preventDefault()
    item.classList.add('dragging')
    document.addEventListener('pointermove', move)
    document.addEventListener('pointerup', end)
    document.addEventListener('pointercancel', end)
  })
}

all('[data-reorder]').forEach(reorder)

/* ---- passkeys: failures in words ------------------------------------------- */

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  for (const place of all('[data-passkey-error]')) {
    place.hidden = false
    place.textContent = words.passkey
  }
})
