import { tokenize } from '../../src/sql/parse/lexer.ts';
import type { Dice } from '../simulation/dice.ts';

/** A statement with one or two of its words dropped, doubled, swapped, or replaced by words of another statement. */
export function mutate(dice: Dice, sql: string, other: string): string {
  const words = wordsOf(sql);
  const others = wordsOf(other);
  for (let changes = dice.between(1, 2); changes > 0 && words.length > 1; changes--) {
    const at = dice.below(words.length);
    switch (dice.below(5)) {
      case 0:
        words.splice(at, 1);
        break;
      case 1:
        words.splice(at, 0, words[at]!);
        break;
      case 2: {
        const to = dice.below(words.length);
        [words[at], words[to]] = [words[to]!, words[at]!];
        break;
      }
      case 3:
        words[at] = dice.pick(others);
        break;
      default:
        words.splice(at, 0, dice.pick(others));
    }
  }
  return words.join(' ');
}

function wordsOf(sql: string): string[] {
  const tokens = tokenize(sql, Number.POSITIVE_INFINITY).slice(0, -1);
  return tokens.map(({ start, end }) => sql.slice(start, end));
}
