/** Names that are alike, whatever their case, get `_2`, `_3`, … behind them, as far as that is free. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    // A name that comes for the first time is its own, even where an earlier double could have taken it.
    for (
      let count = 2;
      seen.has(unique.toLowerCase()) || (unique !== name && taken.has(unique.toLowerCase()));
      count++
    ) {
      unique = `${name}_${count}`;
    }
    seen.add(unique.toLowerCase());
    return unique;
  });
}
