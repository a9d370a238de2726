/* Completing a name while typing: a combobox by the pattern of WAI-ARIA, keyboard first. */

import { fold, h, page, say, words, announce } from './words.js'
import { newUid } from './uid.js'

const FAR_AFTER = 250
const ENOUGH = 3

/** Options of the meeting: people with their organisation, and organisations. */
export function knownOwners () {
  return [
    ...page.directory.people.map((one) => ({ label: one.place ? `${one.name}, ${one.place}` : one.name, find: `${one.name} ${one.place}`, person: one.person })),
    ...knownPlaces()
  ]
}

export function knownPlaces () {
  return page.directory.places.map((one) => ({ label: one.name, find: `${one.name} ${one.full}`, organisation: one.uid }))
}

function begins (option, typed) {
  const text = fold(option.find || option.label)
  return text.startsWith(typed) || text.includes(' ' + typed)
}

/** Ask the server for others beyond the group; no connection gives none. */
export function farOptions (link, kinds) {
  return async (typed) => {
    if (link.how !== 'on' || fold(typed).length < 2) return []
    const answer = await link.call(`${page.urls.suggest}?q=${encodeURIComponent(typed)}`)
    if (!answer?.ok) return []
    const found = (await answer.json()).found
    return found.filter((one) => kinds.includes(one.kind))
      .map((one) => ({ label: one.name, find: one.full, [one.kind]: one.uid }))
  }
}

/** Make an input into a combobox. `near` gives options at once, `far` (optional) later; `chosen` is told of a choice. */
export function complete (input, { near, far, chosen }) {
  const list = h('ul', { class: 'options', id: 'o' + newUid(), role: 'listbox', hidden: true, 'aria-label': words.fields.owner })
  let options = []
  let at = -1
  let timer = 0
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')
  input.autocomplete = 'off'
  input.after(list)

  function show (found) {
    options = found.slice(0, 8)
    list.replaceChildren(...options.map((option, index) => h('li', {
      id: `${list.id}-${index}`, role: 'option', 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); pick(option) }
    }, option.label)))
    const open = options.length > 0
    list.hidden = !open
    input.setAttribute('aria-expanded', String(open))
    mark(open ? 0 : -1)
  }

  function mark (index) {
    at = index
    for (const [place, row] of [...list.children].entries()) row.setAttribute('aria-selected', String(place === at))
    if (at >= 0) input.setAttribute('aria-activedescendant', `${list.id}-${at}`)
    else input.removeAttribute('aria-activedescendant')
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }

  function hide () {
    list.hidden = true
    at = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function pick (option) {
    input.value = option.label
    hide()
    announce(say(words.spoken.choose, { name: option.label }))
    chosen(option)
  }

  input.addEventListener('input', () => {
    const typed = fold(input.value)
    clearTimeout(timer)
    const found = typed ? near().filter((option) => begins(option, typed)) : []
    show(found)
    if (far && typed && found.length < ENOUGH) {
      timer = setTimeout(async () => {
        const more = await far(input.value)
        if (fold(input.value) !== typed || document.activeElement !== input) return
        const known = new Set(found.map((option) => option.person || option.organisation))
        show([...found, ...more.filter((option) => !known.has(option.person || option.organisation))])
      }, FAR_AFTER)
    }
  })
  input.addEventListener('keydown', (event) => {
    if (list.hidden) {
      if (event.key === 'ArrowDown' && !event.altKey) { event.preventDefault(); show(near().filter((option) => begins(option, fold(input.value)))) }
      return
    }
    if (event.key === 'ArrowDown' && !event.altKey) { event.preventDefault(); mark((at + 1) % options.length) }
    else if (event.key === 'ArrowUp' && !event.altKey) { event.preventDefault(); mark((at - 1 + options.length) % options.length) }
    else if (event.key === 'Enter' && !event.ctrlKey && at >= 0) { event.preventDefault(); event.stopPropagation(); pick(options[at]); input.dispatchEvent(new Event('picked', { bubbles: true })) }
    else if (event.key === 'Tab' && at >= 0) pick(options[at])
    else if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); hide() }
  })
  input.addEventListener('blur', hide)
  return list
}
