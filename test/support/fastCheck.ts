/** fast-check as all tests use it: the same cases each time, so that a run says something about the change and not about
 *  chance. `DRYFIT_SEED=random npm test` draws others, `DRYFIT_SEED=N` those of a run that failed. */
import fc from 'fast-check';

const DEFAULT_SEED = 1;

const { DRYFIT_SEED: asked } = process.env;
if (asked !== 'random')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? DEFAULT_SEED) });

export default fc;
