/** The table of KEDA's scalers, as it is generated. */
export { default as scalers } from '../../../../schemas/keda/scalers.json';
