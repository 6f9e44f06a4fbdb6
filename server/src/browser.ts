/** The programmatic interface for browsers and web workers: the same functions as api.ts, once `provideCatalog` was called.
 *  No Node module is in this bundle. */
export * from './api';
export { provideCatalog } from './adapters/catalogMemory';
