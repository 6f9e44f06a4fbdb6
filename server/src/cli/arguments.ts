/** The command line: words to a command with its options, or one line that says what is wrong and how to put it right. */
import { parseArgs } from 'node:util';
import { nearestWord } from '../util/nearest';
import { failed, success, type Outcome } from '../util/outcome';
import { FLAGS, readFlag, type Values } from './flags';
import { COMMANDS, type Invocation } from './invocation';
import { misplacedFlag, misuse } from './misuse';
import { settingsOf } from './settings';

/** @param words  the arguments after the program's name */
export function parseArguments(words: readonly string[]): Outcome<Invocation> {
  const tokens = parseArgs({
    args: [...words],
    options: FLAGS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
  const values: Values = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = readFlag(values, token);
    if (problem !== undefined) return failed(problem);
  }
  return invocation(positionals, values);
}

function invocation(positionals: readonly string[], values: Values): Outcome<Invocation> {
  const [word, ...paths] = positionals;
  const command = commandOf(word, values);
  if (!command.ok) return command;
  const misplaced = misplacedFlag(command.value, values);
  if (misplaced !== undefined) return failed(misplaced);
  const settings = settingsOf(values);
  if (!settings.ok) return settings;
  const problem = misuse(command.value, paths, settings.value);
  const helpOn =
    command.value === 'help' ? COMMANDS.find((name) => name === word || name === paths[0]) : undefined;
  return problem === undefined
    ? success({ command: command.value, paths, ...settings.value, ...(helpOn ? { helpOn } : {}) })
    : failed(problem);
}

function commandOf(word: string | undefined, values: Values): Outcome<Invocation['command']> {
  if (values.help) return success('help');
  if (values.version) return success('version');
  if (word === undefined) return failed('no command: write dryfit check PATH..., or see dryfit --help');
  if (word === 'help' || word === 'version') return success(word);
  const command = COMMANDS.find((known) => known === word);
  if (command) return success(command);
  const meant = nearestWord(word, COMMANDS);
  return failed(
    `unknown command ${word}: ${meant ? `did you mean ${meant}?` : `one of ${COMMANDS.join(', ')}`}`,
  );
}
