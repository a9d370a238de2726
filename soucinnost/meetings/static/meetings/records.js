/* What one waiting record says, and what is sent of it. Records are plain data, so that they can be stored. */

/** A new record of a line; `base` is the revision that the writer sees. */
export function lineRecord (uid, base, place) {
  return { type: 'entry', uid, base, ...place, moved: false, edit: 0, sent: null, text: null, typed_at: '' }
}

/** A record of a click: presence, a guest, a choice between two wordings. */
export function clickRecord (type, data, now) {
  return { type, data, edit: 1, sent: null, typed_at: now.toISOString() }
}

/** What is sent of a record now. */
export function payloadOf (record) {
  if (record.type !== 'entry') return { type: record.type, ...record.data, typed_at: record.typed_at }
  return {
    type: 'entry', uid: record.uid, item: record.item, base_revision: record.base, position: record.position,
    moved: record.moved, item_closed: record.item_closed, typed_at: record.typed_at, kind: record.text.kind,
    body: record.text.body, details: record.text.details, struck: record.text.struck
  }
}

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted (value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
}

/** Bring what others wrote (`merged`) into a text typed on since it was `sent`: own later changes stay. */
export function rebased (text, sent, merged) {
  const chosen = (name) => same(text[name], sent[name]) ? merged[name] : text[name]
  const details = {}
  for (const name of new Set([...Object.keys(text.details), ...Object.keys(merged.details)])) {
    const value = same(text.details[name], sent.details[name]) ? merged.details[name] : text.details[name]
    if (value !== undefined) details[name] = value
  }
  return { kind: chosen('kind'), body: chosen('body'), struck: chosen('struck'), details }
}
