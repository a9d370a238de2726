/* The yearly collection: what is typed is saved while one types. Without this script the buttons save. */

const form = document.querySelector('form[data-collecting]')
const state = document.querySelector('#ulozeno')

if (form && state) {
  let dirty = false
  let timer = 0
  let saving = null
  let sent = false
  let waits = false
  document.querySelector('#ukladani').hidden = false

  const say = (text, bad = false) => {
    state.textContent = text
    state.classList.toggle('err', bad)
  }

  const body = () => {
    const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    data.set('rozepsane', '1')
    return data
  }

  // Says whether the server was reached: without a connection nothing is handed in and nothing typed leaves the page.
  async function save () {
    clearTimeout(timer)
    if (!dirty || saving || sent) return true
    let reached = true
    dirty = false
    say(form.dataset.saving)
    let trouble = form.dataset.unsaved
    try {
      saving = fetch(location.href, { method: 'POST', body: body(), headers: { Accept: 'application/json' }, redirect: 'manual' })
      const answer = await saving
      if (answer.type !== 'opaqueredirect') {
        const told = await answer.json()
        for (const [uid, value] of Object.entries(told.states || {})) {
          const field = form.querySelector(`[data-state="${CSS.escape(uid)}"]`)
          if (field) field.value = value
        }
        trouble = told.trouble || ''
        if (!trouble) say(`${form.dataset.saved} ${told.saved}`)
      }
    } catch {
      dirty = true
      reached = false
    }
    saving = null
    if (trouble) say(trouble, true)
    if (dirty) timer = setTimeout(save, trouble ? 8000 : 900)
    return reached
  }

  const note = () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(save, 900)
  }
  form.addEventListener('input', note)
  form.addEventListener('change', note)
  form.addEventListener('submit', async (event) => {
    if (!saving && !dirty && navigator.onLine) {
      sent = true
      return
    }
    event.preventDefault()
    if (waits) return
    waits = true
    const button = event.submitter
    await saving?.catch(() => null)
    const reached = await save() && navigator.onLine
    waits = false
    if (!reached) return say(form.dataset.offline, true)
    dirty = false
    setTimeout(() => form.requestSubmit(button), 0)
  })
  addEventListener('pageshow', () => { sent = false })
  addEventListener('pagehide', () => { if (dirty && !sent) navigator.sendBeacon(location.href, body()) })
}
