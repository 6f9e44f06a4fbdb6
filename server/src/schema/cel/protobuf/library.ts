/** What CEL asks of Protobuf when messages are at work. To decode the descriptors takes a tenth of the server's start. */
import { createRegistry } from '@bufbuild/protobuf';
import {
  AnySchema,
  DurationSchema,
  file_google_protobuf_struct,
  file_google_protobuf_wrappers,
  TimestampSchema,
} from '@bufbuild/protobuf/wkt';

export { create, equals, fromJson, ScalarType, toJson } from '@bufbuild/protobuf';
export {
  isReflectList,
  isReflectMap,
  isReflectMessage,
  reflect,
  reflectList,
  reflectMap,
} from '@bufbuild/protobuf/reflect';
export {
  anyPack,
  anyUnpack,
  isWrapper,
  isWrapperDesc,
  timestampDate,
  timestampFromMs,
} from '@bufbuild/protobuf/wkt';

export const registry = createRegistry(
  ...[TimestampSchema, DurationSchema, AnySchema],
  ...[file_google_protobuf_struct, file_google_protobuf_wrappers],
);
