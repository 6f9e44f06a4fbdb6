/** What the CRD of NodePools lets through as the schedule of a budget. Its pattern backtracks with a high power of the
 *  length, so the same automaton is run here state by state, in one pass.
 *  @source kubernetes-sigs/karpenter pkg/apis/crds/karpenter.sh_nodepools.yaml spec.disruption.budgets[].schedule@v1.14.1 */

const MACRO = /^@(?:annually|yearly|monthly|weekly|daily|midnight|hourly)/;
/** Bit 2k: the k-th of five fields may begin here; bit 2k + 1: it may end here. */
const BEGINS = 0b01_0101_0101;
const ENDS = 0b10_1010_1010;
const LAST_ENDS = 1 << 9;

/** A text that begins with a macro, or ends in five fields with a white space of Go's between two of them. Fields may hold
 *  anything but line breaks. */
export function hasScheduleShape(text: string): boolean {
  if (MACRO.test(text)) return true;
  let states = 0;
  for (const character of text) {
    const before = states | 1;
    states = character === '\n' ? 0 : ((before & BEGINS) << 1) | (before & ENDS);
    if ('\t\n\f\r '.includes(character)) states |= ((before & ENDS) << 1) & BEGINS;
  }
  return (states & LAST_ENDS) !== 0;
}
