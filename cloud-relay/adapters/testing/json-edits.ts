import * as fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A copy with the value at `path` replaced; `undefined` takes it out. */
export function withValue(json: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  const copy = structuredClone(json);
  const holder = copy as Record<string | number, Json>;
  const child = holder[key];
  if (rest.length > 0) holder[key] = withValue(child ?? {}, rest, value);
  else if (value === undefined) delete holder[key];
  else holder[key] = value;
  return copy;
}

/** Every place in the document. */
export function pathsOf(json: Json, at: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return [at];
  return [at, ...Object.entries(json).flatMap(([key, value]) => pathsOf(value, [...at, key]))];
}

/** The document with a key nobody knows in each of its objects. */
export function withUnknownKeys(json: Json): Json {
  if (Array.isArray(json)) return json.map(withUnknownKeys);
  if (typeof json !== 'object' || json === null) return json;
  const known = Object.entries(json).map(([key, value]) => [key, withUnknownKeys(value)] as const);
  return { aKeyOfNextYear: { nested: [1, 'x'] }, ...Object.fromEntries(known) };
}

const hostileValues = fc.oneof(
  fc.constantFrom<Json>(null, '', ' ', 'string', '0', '-1', '1e9', '9'.repeat(40), true, false),
  fc.constantFrom<Json>([], {}, [null], [[]], [{}], { constructor: 1 }, 'constructor', '\ud800'),
  fc.double() as fc.Arbitrary<Json>,
  fc.string({ unit: 'binary' }),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

/** The document with one to four places deleted or overwritten. */
export function damaged(json: Json): fc.Arbitrary<Json> {
  const place = fc.constantFrom(...pathsOf(json));
  const edit = fc.tuple(place, fc.option(hostileValues, { nil: undefined, freq: 4 }));
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    let result = json;
    for (const [path, value] of edits) {
      // A place may be gone by an earlier edit of something above it.
      if (hasPlace(result, path)) result = withValue(result, path, value);
    }
    return result;
  });
}

function hasPlace(json: Json, path: Path): boolean {
  let value: Json | undefined = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<string | number, Json>)[key];
  }
  return true;
}
