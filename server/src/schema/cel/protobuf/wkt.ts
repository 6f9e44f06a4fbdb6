/** Stands in for `@bufbuild/protobuf/wkt`, as `index.ts` does for the package. */
import { later, namedType } from './later';

/** From the library it would bring the descriptors along. */
export const NullValue = { NULL_VALUE: 0 } as const;

export const AnySchema = namedType('Any');
export const BoolValueSchema = namedType('BoolValue');
export const BytesValueSchema = namedType('BytesValue');
export const DoubleValueSchema = namedType('DoubleValue');
export const DurationSchema = namedType('Duration');
export const FloatValueSchema = namedType('FloatValue');
export const Int32ValueSchema = namedType('Int32Value');
export const Int64ValueSchema = namedType('Int64Value');
export const ListValueSchema = namedType('ListValue');
export const StringValueSchema = namedType('StringValue');
export const StructSchema = namedType('Struct');
export const TimestampSchema = namedType('Timestamp');
export const UInt32ValueSchema = namedType('UInt32Value');
export const UInt64ValueSchema = namedType('UInt64Value');
export const ValueSchema = namedType('Value');

/** What would be registered is: `wellKnownTypes`. */
export const file_google_protobuf_struct = undefined;
export const file_google_protobuf_wrappers = undefined;

export const anyPack = later('anyPack');
export const anyUnpack = later('anyUnpack');
export const isWrapper = later('isWrapper');
export const isWrapperDesc = later('isWrapperDesc');
export const timestampDate = later('timestampDate');
export const timestampFromMs = later('timestampFromMs');
