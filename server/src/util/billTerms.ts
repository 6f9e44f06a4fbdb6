/** What the terms of a bill are called: beside an amount, and as the title of a row of its own. */
export const BILL_TERMS = {
  'on-demand': { words: 'on demand', title: 'Instances on demand' },
  commitment: { words: 'under a commitment', title: 'Instances under a commitment' },
  spot: { words: 'spot', title: 'Spot instances' },
  volumes: { words: 'volumes', title: 'Volumes of the nodes' },
  'auto-mode': { words: 'Auto Mode', title: 'Auto Mode' },
  'control-plane': { words: 'control plane', title: 'EKS control plane' },
} as const;
