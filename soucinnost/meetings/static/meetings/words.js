/* Texts of the page in the reader's language, and small pieces of Czech that every module needs. */

const data = JSON.parse(document.getElementById('hold-data').textContent)

export const page = data
export const words = data.words

/** Fill {placeholders} of a text. */
export function say (text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? '')
}

/** One of three Czech forms by number. */
export function plural (count, one, few, many) {
  return say(count === 1 ? one : count >= 2 && count <= 4 ? few : many, { count })
}

/** Lower case without diacritics, single spaces. */
export function fold (text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

const PRAGUE = new Intl.DateTimeFormat('cs', { timeZone: page.zone, hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' })

/** 9.12 or 9.12.07 where the meeting is, wherever the computer thinks it stands; `date` is by the server's clock. */
export function clock (date, seconds = false) {
  const parts = Object.fromEntries(PRAGUE.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
  const two = (number) => String(number).padStart(2, '0')
  return `${parts.hour}.${two(parts.minute)}${seconds ? '.' + two(parts.second) : ''}`
}

/** Make an element: h('p', { class: 'note', onclick }, 'text', child). */
export function h (tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (name in made && !name.includes('-') && name !== 'list') made[name] = value
    else if (name === 'class') made.className = value
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return made
}

/** Say something to a screen reader without moving anything. */
export function announce (text) {
  const live = document.getElementById('spoken')
  live.textContent = ''
  setTimeout(() => { live.textContent = text }, 50)
}
