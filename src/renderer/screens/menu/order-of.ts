/** The list with one of its things a step earlier or later; the same list at its ends. */
export function moved<T>(list: readonly T[], thing: T, steps: -1 | 1): readonly T[] {
  const from = list.indexOf(thing);
  const to = from + steps;
  if (from < 0 || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, thing);
}
