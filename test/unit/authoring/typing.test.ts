/** An authoring session: whole objects typed character by character, completion asked at each of them. Every name that is
 *  begun is among the offers; nothing throws; and the time stays within what a keystroke bears. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NEW_OBJECTS } from '../../../server/src/authoring/completion/newObjects';
import { completeAt, expand } from '../../support/completion';

/** The key that ends the line, as far as it is typed. */
const KEY = /^ *(?:- )*([A-Za-z][\w.-]*)$/;

for (const { title, body } of NEW_OBJECTS) {
  const text = expand(body);
  test(title, () => {
    for (let end = 1; end <= text.length; end++) {
      const typed = text.slice(0, end);
      const { items } = completeAt(`${typed}|`);
      const [, begun] = KEY.exec(typed.slice(typed.lastIndexOf('\n') + 1)) ?? [];
      if (begun === undefined) continue;
      const whole = begun + (/^[\w.-]*/.exec(text.slice(end))?.[0] ?? '');
      // Values of lists look like keys until their line ends.
      if (text[end + whole.length - begun.length] !== ':') continue;
      assert.ok(
        items.some(({ label }) => label === whole),
        `${whole} is not offered behind ${JSON.stringify(typed.slice(-40))}`,
      );
    }
  });
}

describe('time', () => {
  const item = (index: number): string =>
    `        - key: example.com/label-${index}\n          operator: In\n          values: [a, b]\n`;
  const head =
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nspec:\n  template:\n    spec:\n      requirements:\n';
  const large = head + Array.from({ length: 4000 }, (_, index) => item(index)).join('');

  test('grows with the text, and no faster', () => {
    const perCharacter = (text: string): number => {
      let best = Infinity;
      for (let run = 0; run < 12; run++) {
        const before = process.cpuUsage();
        completeAt(`${text}        - key: karp|`);
        const { user, system } = process.cpuUsage(before);
        best = Math.min(best, user + system);
      }
      return best / text.length;
    };
    const small = perCharacter(large.slice(0, large.length / 8));
    const whole = perCharacter(large);
    assert.ok(whole < small * 4, `${whole} µs a character, ${small} in an eighth of the text`);
  });
});
