/** Stands in for `@bufbuild/protobuf/reflect`, as `index.ts` does for the package. */
import { later, onceLoaded } from './later';

export const isReflectList = onceLoaded('isReflectList');
export const isReflectMap = onceLoaded('isReflectMap');
export const isReflectMessage = onceLoaded('isReflectMessage');

export const reflect = later('reflect');
export const reflectList = later('reflectList');
export const reflectMap = later('reflectMap');
