/* Where what was typed waits until the server has it: IndexedDB, else localStorage, else only memory.
   A record is a plain object with a string `key`. Keys begin with the reader, so that nobody else's are ever read. */

const NAME = 'soucinnost-zapis'
const TABLE = 'waiting'

function wait (request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function indexed () {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { keyPath: 'key' })
  const base = await wait(opening)
  base.onversionchange = () => base.close()
  const done = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
  const write = (work) => {
    const transaction = base.transaction(TABLE, 'readwrite')
    work(transaction.objectStore(TABLE))
    return done(transaction)
  }
  return {
    kind: 'indexed',
    put: (record) => write((table) => table.put(record)),
    drop: (key) => write((table) => table.delete(key)),
    all: (prefix) => wait(base.transaction(TABLE).objectStore(TABLE).getAll(IDBKeyRange.bound(prefix, prefix + '\uffff')))
  }
}

function local () {
  const mark = NAME + ':'
  localStorage.setItem(mark, '1')
  localStorage.removeItem(mark)
  return {
    kind: 'local',
    put: async (record) => localStorage.setItem(mark + record.key, JSON.stringify(record)),
    drop: async (key) => localStorage.removeItem(mark + key),
    all: async (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(mark + prefix))
      .map((key) => JSON.parse(localStorage.getItem(key)))
  }
}

function memory () {
  const kept = new Map()
  return {
    kind: 'memory',
    put: async (record) => { kept.set(record.key, structuredClone(record)) },
    drop: async (key) => { kept.delete(key) },
    all: async (prefix) => [...kept.values()].filter((record) => record.key.startsWith(prefix))
  }
}

/** Open the best store this browser allows. */
export async function openStore () {
  try { return await indexed() } catch { /* forbidden or broken */ }
  try { return local() } catch { return memory() }
}
