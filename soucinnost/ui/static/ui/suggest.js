/* Suggestions under the box of search: an editable combobox with a listbox (WAI-ARIA). Loaded when the box is first
   entered. Without an arrow pressed, Enter sends the form as ever. */

const WAIT = 180
const SHORTEST = 2

export function attach (box) {
  const list = document.createElement('ul')
  const said = document.createElement('span')
  let timer = 0
  let asked = null
  let active = -1
  const options = () => [...list.querySelectorAll('[data-url]')]

  list.id = `${box.id}-navrhy`
  list.className = 'suggest'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', box.dataset.suggestLabel || '')
  said.className = 'vh'
  said.setAttribute('role', 'status')
  box.after(list, said)
  box.setAttribute('role', 'combobox')
  box.setAttribute('aria-autocomplete', 'list')
  box.setAttribute('aria-controls', list.id)
  box.setAttribute('aria-expanded', 'false')

  function close () {
    list.hidden = true
    list.replaceChildren()
    said.textContent = ''
    box.setAttribute('aria-expanded', 'false')
    point(-1)
  }

  function point (at) {
    active = at
    options().forEach((option, here) => option.setAttribute('aria-selected', String(here === at)))
    const chosen = options()[at]
    chosen ? box.setAttribute('aria-activedescendant', chosen.id) : box.removeAttribute('aria-activedescendant')
    chosen?.scrollIntoView({ block: 'nearest' })
  }

  function option (item, at) {
    const line = document.createElement('li')
    line.id = `${list.id}-${at}`
    line.dataset.url = item.url
    line.setAttribute('role', 'option')
    line.setAttribute('aria-selected', 'false')
    const title = document.createElement('span')
    for (const [text, isHit] of item.title) {
      const piece = document.createElement(isHit ? 'mark' : 'span')
      piece.textContent = text
      title.append(piece)
    }
    const about = document.createElement('small')
    about.textContent = [item.kind, item.group].filter(Boolean).join(' · ')
    line.append(title, about)
    line.addEventListener('pointerdown', (event) => { event.preventDefault() })
    line.addEventListener('click', () => { location.assign(item.url) })
    line.addEventListener('pointermove', () => { if (active !== at) point(at) })
    return line
  }

  /** The last row: all results, or that there are none, which leads nowhere. */
  function last (told, at) {
    const words = document.createElement('b')
    words.textContent = told.every
    if (told.items.length) {
      const row = option({ url: told.all, title: [], kind: '', group: '' }, at)
      row.className = 'every'
      row.replaceChildren(words)
      return row
    }
    const row = document.createElement('li')
    row.className = 'none'
    row.setAttribute('role', 'option')
    row.setAttribute('aria-disabled', 'true')
    row.setAttribute('aria-selected', 'false')
    row.append(words)
    return row
  }

  async function ask () {
    const typed = box.value.trim()
    asked?.abort()
    if (typed.length < SHORTEST) return close()
    asked = new AbortController()
    try {
      const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`, {
        signal: asked.signal, redirect: 'manual', headers: { Accept: 'application/json' }
      })
      if (!answer.ok) return close()
      const told = await answer.json()
      if (document.activeElement !== box || box.value.trim() !== typed) return
      if (!told.every) return close()
      list.replaceChildren(...told.items.map(option), last(told, told.items.length))
      list.hidden = false
      point(-1)
      box.setAttribute('aria-expanded', 'true')
      said.textContent = told.told
    } catch { close() }
  }

  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT) })
  box.addEventListener('blur', () => { clearTimeout(timer); asked?.abort(); close() })
  box.addEventListener('keydown', (event) => {
    const count = options().length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) return ask()
      const step = event.key === 'ArrowDown' ? 1 : -1
      point(active < 0 ? (step > 0 ? 0 : count - 1) : active + step >= count ? -1 : active + step)
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault()
      location.assign(options()[active].dataset.url)
    }
  })

  // who types fast has written before this script was there
  if (document.activeElement === box && box.value !== box.defaultValue) ask()
}
