/** Protobuf's descriptors and functions, as far as CEL uses them, without decoding one before a message is at work: rules of
 *  Kubernetes may have durations and timestamps, but those of the known kinds do without. */
type Library = typeof import('./library');

/** A message type by its name alone. */
export interface NamedType {
  readonly kind: 'message';
  readonly typeName: string;
}

const names = new WeakSet<object>();
let loaded: Library | undefined;
const library = (): Library => (loaded ??= require('./library') as Library);

export function namedType(name: string): NamedType {
  const type: NamedType = { kind: 'message', typeName: `google.protobuf.${name}` };
  names.add(type);
  return type;
}

/** The library's function, which gets the descriptor where the caller has a name. */
export const later =
  (name: Exclude<keyof Library, 'registry' | 'ScalarType'>) =>
  (...args: readonly unknown[]): unknown =>
    (library()[name] as (...described: unknown[]) => unknown)(...args.map(described));

/** Whether a value is one of the library's views of a message: there is none before the library is there. */
export const onceLoaded =
  (name: 'isReflectList' | 'isReflectMap' | 'isReflectMessage') =>
  (...args: readonly unknown[]): boolean =>
    loaded !== undefined && (loaded[name] as (...described: unknown[]) => boolean)(...args.map(described));

/** Numbers that are compared with those in descriptors. */
export const scalarTypes = new Proxy({} as Library['ScalarType'], {
  get: (_, name): unknown => Reflect.get(library().ScalarType, name),
});

function described(value: unknown): unknown {
  const isName = typeof value === 'object' && value !== null && names.has(value);
  return isName ? library().registry.getMessage((value as NamedType).typeName) : value;
}

/** The types that are always there: no other name can be a message's or an enum's. */
export const wellKnownTypes: Pick<Library['registry'], 'getMessage' | 'getEnum'> = {
  getMessage: (name) => (isWellKnown(name) ? library().registry.getMessage(name) : undefined),
  getEnum: (name) => (isWellKnown(name) ? library().registry.getEnum(name) : undefined),
};

const isWellKnown = (name: string): boolean => name.startsWith('google.protobuf.');
