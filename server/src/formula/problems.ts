/** Why a formula cannot be run: thrown while it runs, caught by `evaluate`. */
export class EvaluationProblem extends Error {}

/** It could upstream. */
export class NotModelled extends EvaluationProblem {}

export function cannot(message: string): never {
  throw new EvaluationProblem(message);
}

export function notModelled(part: string): never {
  throw new NotModelled(`${part} is not run here`);
}
