import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { JobRunner } from '../../server/src/analysis/jobs/jobRunner';

const catalog = loadCatalog();

/** A worker's runner that has seen nothing, without a clock; rules must not fail. */
export const newRunner = (): JobRunner =>
  new JobRunner(
    catalog,
    () => 0,
    (rule, error) => {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  );
