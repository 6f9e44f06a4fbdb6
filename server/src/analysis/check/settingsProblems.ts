/** What is wrong with settings that no schema of an editor tells. */
import type { RuleLevels } from '../../model/ruleLevels';
import { unknownKeys } from '../../rules/control';

/** One sentence for each rule of the setting `dryfit.rules` that does not exist. */
export const settingsProblems = (rules: RuleLevels | undefined): readonly string[] =>
  unknownKeys(rules ?? {}).map((problem) => `setting dryfit.rules: ${problem}`);
