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

if ($('[data-reading]')) setTimeout(() => location.reload(), 5000)

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

/* ---- saving while typing --------------------------------------------------------- */

if (form) {
  const state = $('#stav')
  const key = `draft:${document.body.dataset.reader || ''}:${location.pathname}:cteni`
  const revision = $('[name=revision]', form)
  let typed = {}
  let timer = 0
  let saving = null
  let leaving = false
  let stuck = 'conflict' in form.dataset

  const say = (text, bad = false) => {
    state.textContent = text
    state.classList.toggle('err', bad)
  }
  const keep = () => {
    try {
      if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), base: revision.value, values: typed }))
      else localStorage.removeItem(key)
    } catch { /* full or forbidden */ }
  }

  async function save () {
    clearTimeout(timer)
    if (stuck || saving || !Object.keys(typed).length) return
    const sent = typed
    typed = {}
    say(form.dataset.saving)
    let trouble = form.dataset.unsaved
    try {
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
      saving = fetch(form.dataset.autosave, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' })
      const answer = await saving
      if (answer.type === 'opaqueredirect') trouble = form.dataset.expired
      else {
        const told = await answer.json()
        if (answer.ok) {
          revision.value = told.revision
          $('#volne').textContent = told.loose
          if ($('#nerozhodnuto')) $('#nerozhodnuto').textContent = told.undecided
          say(`${form.dataset.saved} ${new Date().toLocaleTimeString('cs', { hour: 'numeric', minute: '2-digit' }).replace(':', '.')}`)
          keep()
          trouble = ''
        } else {
          trouble = told.error || trouble
          stuck = true
        }
      }
    } catch { /* no connection: tried again */ }
    saving = null
    if (trouble) {
      typed = { ...sent, ...typed }
      keep()
      say(trouble, true)
      if (!stuck) timer = setTimeout(save, 8000)
    } else if (Object.keys(typed).length) timer = setTimeout(save, 700)
  }

  function note (field) {
    if (!field.name || field.name === 'pick') return
    typed[field.name] = [field.value]
    keep()
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
  form.addEventListener('submit', async (event) => {
    if (saving) {
      event.preventDefault()
      const button = event.submitter
      await saving.catch(() => null)
      setTimeout(() => form.requestSubmit(button), 0)
      return
    }
    clearTimeout(timer)
    leaving = true
    stuck = true
    try { localStorage.removeItem(key) } catch { /* forbidden */ }
  })
  addEventListener('pagehide', keep)
  addEventListener('beforeunload', (event) => { if (!leaving && Object.keys(typed).length) event.preventDefault() })

  const found = (() => { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } })()
  if (found?.values && found.base === revision.value && !stuck) {
    for (const [name, [value]] of Object.entries(found.values)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLElement && field.value !== value) {
        field.value = value
        typed[name] = [value]
      }
    }
    if (Object.keys(typed).length) {
      say(form.dataset.restored)
      timer = setTimeout(save, 1500)
    }
  }
}
