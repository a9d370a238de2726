/* Correcting a reading of old minutes or of an evaluation: the lines of the field that is being filled in are shown beside it, and what is
   typed saves itself. The page works without this script. */

const $ = (selector, root = document) => root.querySelector(selector)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const form = $('#cteni')
const original = $('#original')

/* ---- files dragged onto the page --------------------------------------------- */

for (const drop of all('form[data-drop]')) {
  const input = $('input[type=file]', drop)
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    if (!event.dataTransfer?.files.length) return
    input.files = event.dataTransfer.files
    input.focus()
  })
}

/* ---- a file that is being read in the background ------------------------------- */

/* Opened anew, not loaded again: the page may be the answer to a form. Who has chosen a file meanwhile is left alone. */
if ($('[data-reading]')) {
  const look = () => {
    if (all('input[type=file]').some((input) => input.files.length)) setTimeout(look, 5000)
    else location.replace(location.pathname + location.search)
  }
  setTimeout(look, 5000)
}

/* ---- the original beside the form ---------------------------------------------- */

function show (lines) {
  const wanted = new Set(lines)
  let first = null
  for (const row of all('[data-line]', original)) {
    const on = wanted.has(row.dataset.line)
    row.classList.toggle('on', on)
    if (on && !first) first = row
  }
  const pane = $('.orig-text', original)
  if (!first || !pane || !original.open) return
  const place = first.getBoundingClientRect()
  const frame = pane.getBoundingClientRect()
  if (place.top < frame.top || place.bottom > frame.bottom) pane.scrollTop += place.top - frame.top - frame.height / 3
}

if (original) {
  if (matchMedia('(max-width:61.99rem)').matches) original.open = false
  form.addEventListener('focusin', (event) => {
    const part = event.target.closest('[data-lines]')
    if (part) show(part.dataset.lines.split(' ').filter(Boolean))
  })
  original.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]')
    const place = link && document.getElementById(link.hash.slice(1))
    if (!place) return
    event.preventDefault()
    place.scrollIntoView({ block: 'center' })
    const field = place.matches('input,textarea,select') ? place : $('textarea,input:not([type=hidden]),select', place)
    field?.focus({ preventScroll: true })
  })
  let last = null
  original.addEventListener('click', (event) => {
    if (!event.target.matches('input[name=pick]')) return
    const boxes = all('input[name=pick]', original)
    const at = boxes.indexOf(event.target)
    if (event.shiftKey && last !== null) {
      for (const box of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = event.target.checked
    }
    last = at
  })
}

/* ---- saving while typing ---------------------------------------------------------

   What was typed and is not known to be saved lies in this browser with the state of the form it was typed into, until
   the server has answered. A form that is sent is marked so: when the page comes back with a newer state, it arrived. */

const PATIENCE = 10_000 // ms; a sent form does not wait longer for what is being saved
const TWICE = 1500 // ms; the second click of a double click is no second step

if (form) {
  const state = $('#stav')
  const key = `draft:${document.body.dataset.reader || ''}:${location.pathname}:cteni`
  const revision = $('[name=revision]', form)
  let typed = {} // noted since the last saving began
  let carried = {} // being saved now
  let timer = 0
  let saving = null
  let sentAt = -Infinity
  let sentBy = null
  let after = {} // noted since the form was sent
  let stuck = 'conflict' in form.dataset

  /* While a button is held down, nothing on the page changes: it must not move away before it is let go. */
  let held = false
  let waiting = []
  const alter = (change) => { if (held) waiting.push(change); else change() }
  const letGo = () => {
    held = false
    const changes = waiting
    waiting = []
    for (const change of changes) change()
  }
  addEventListener('pointerdown', (event) => { held = Boolean(event.target.closest?.('button,a,summary')) }, true)
  for (const ending of ['pointerup', 'pointercancel']) addEventListener(ending, () => setTimeout(letGo, 0), true)
  addEventListener('blur', letGo) // of the window alone: of a field it does not rise so far

  const say = (text, bad = false) => alter(() => {
    state.textContent = text
    state.classList.toggle('err', bad)
  })
  const count = (told) => alter(() => {
    $('#volne').textContent = told.loose
    if ($('#nerozhodnuto')) $('#nerozhodnuto').textContent = told.undecided
  })
  const isLeaving = () => performance.now() - sentAt < PATIENCE
  const keep = () => {
    const values = { ...carried, ...typed }
    const kept = { at: Date.now(), base: revision.value, values, sent: isLeaving(), after } // app.js drops old ones
    try {
      if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify(kept))
      else localStorage.removeItem(key)
    } catch { /* full or forbidden */ }
  }

  /* Send the form in the background; returns the sentence on what went wrong, '' when it is saved. */
  async function send () {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' })
      if (answer.type === 'opaqueredirect') return form.dataset.expired
      const told = await answer.json()
      if (!answer.ok) {
        stuck = true
        return told.error || form.dataset.unsaved
      }
      revision.value = told.revision
      count(told)
      return ''
    } catch { // no connection: tried again
      return form.dataset.unsaved
    }
  }

  async function save () {
    clearTimeout(timer)
    if (stuck || saving || isLeaving() || !Object.keys(typed).length) return
    carried = typed
    typed = {}
    say(form.dataset.saving)
    saving = send()
    const trouble = await saving
    saving = null
    if (trouble) typed = { ...carried, ...typed }
    carried = {}
    keep()
    if (trouble) {
      say(trouble, true)
      if (!stuck) timer = setTimeout(save, 8000)
      return
    }
    const time = new Date().toLocaleTimeString('cs', { hour: 'numeric', minute: '2-digit' }).replace(':', '.')
    say(`${form.dataset.saved} ${time}`)
    if (Object.keys(typed).length) timer = setTimeout(save, 700)
  }

  function note (field) {
    if (!field.name || field.name === 'pick') return
    typed[field.name] = after[field.name] = [field.value]
    keep()
    if (isLeaving()) return
    clearTimeout(timer)
    timer = setTimeout(save, 700)
  }

  form.addEventListener('input', (event) => note(event.target))
  form.addEventListener('change', (event) => {
    note(event.target)
    if (!('resend' in event.target.dataset)) return
    $('[name=at]', form).value = event.target.dataset.resend
    form.requestSubmit($('button[value=save]', form))
  })

  /* A click is carried out once: after what is being saved, so that it starts from the newest state. */
  let asked = null
  form.addEventListener('submit', (event) => {
    if (saving) {
      event.preventDefault()
      const isFirst = !asked
      asked = { button: event.submitter }
      if (!isFirst) return
      Promise.race([saving, new Promise((resolve) => setTimeout(resolve, PATIENCE))]).then(() => setTimeout(() => {
        const { button } = asked
        asked = null
        saving = null
        form.requestSubmit(button)
      }, 0))
      return
    }
    if (event.submitter === sentBy && performance.now() - sentAt < TWICE) {
      event.preventDefault()
      return
    }
    clearTimeout(timer)
    sentAt = performance.now()
    sentBy = event.submitter
    after = {}
    keep()
    say(form.dataset.saving)
    // Should the page still be here then, the way was given up, or the server is slow.
    timer = setTimeout(() => { if (Object.keys(typed).length) save(); else say(form.dataset.saved) }, PATIENCE + 100)
  })
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
  addEventListener('pagehide', keep)
  addEventListener('beforeunload', (event) => {
    if (!isLeaving() && Object.keys({ ...carried, ...typed }).length) event.preventDefault()
  })

  /* What this browser kept, given back into the fields. Into a form that somebody saved meanwhile it is saved from its
     own older state, so that the server shows both. Of a form that arrived, only what was typed after it was sent. */
  const found = (() => { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } })()
  if (found?.values && stuck) typed = found.values // both versions are on the page; until one is chosen, mine is kept
  else if (found?.values) {
    const arrived = found.sent && found.base !== revision.value
    for (const [name, [value]] of Object.entries(arrived ? found.after || {} : found.values)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLElement && field.value !== value) {
        field.value = value
        typed[name] = [value]
      }
    }
    if (Object.keys(typed).length) {
      if (!arrived) revision.value = found.base
      say(form.dataset.restored)
      timer = setTimeout(save, 1500)
    }
  }
  keep()
  $('[data-take-stored]')?.addEventListener('click', () => { typed = {}; keep() })
}
