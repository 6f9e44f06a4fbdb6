/** Volume mounts and block devices of containers.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumeMounts, ValidateVolumeDevices @v1.35.4 */
import { nearer, type Problems, type Where } from '../problems';
import { isTrue, optionalText, record, records, text, type Fields } from '../read';
import { checkDescendingPath, hasBacksteps } from './paths';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const READ_ONLY_MODES = ['Disabled', 'Enabled', 'IfPossible'];

/** Volumes of the pod that passed, by name, with their sources. */
export type KnownVolumes = ReadonlyMap<string, Fields>;

/** What mounts and devices must not share. */
interface Taken {
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
}

function taken(entries: readonly Fields[], pathField: string): Taken {
  // Entries of one name count once, the last of them.
  const byName = new Map(entries.map((entry) => [text(entry, 'name'), text(entry, pathField)]));
  return { names: new Set(byName.keys()), paths: new Set(byName.values()) };
}

export function checkMounts(
  problems: Problems,
  container: Fields,
  volumes: KnownVolumes,
  path: string,
): void {
  const mounts = records(container, 'volumeMounts');
  const devices = records(container, 'volumeDevices');
  const mountPlace = {
    volumes,
    others: taken(devices, 'devicePath'),
    container,
    listPath: `${path}.volumeMounts`,
  };
  const seen = new Set<string>();
  mounts.forEach((mount, index) =>
    checkMount(problems, mount, mountPlace, seen, `${path}.volumeMounts[${index}]`),
  );
  checkDevices(problems, devices, { volumes, others: taken(mounts, 'mountPath') }, `${path}.volumeDevices`);
}

interface MountPlace {
  readonly volumes: KnownVolumes;
  readonly others: Taken;
  readonly container: Fields;
  /** Some problems of a mount are reported below the list, without its index. */
  readonly listPath: string;
}

function checkMount(
  problems: Problems,
  mount: Fields,
  place: MountPlace,
  seen: Set<string>,
  path: string,
): void {
  const name = text(mount, 'name');
  const mountPath = text(mount, 'mountPath');
  if (name === '') problems.required(`${path}.name`);
  if (!place.volumes.has(name))
    problems.notFound(`${path}.name`, name, 'volume of the pod named', place.volumes.keys());
  if (mountPath === '') problems.required(`${path}.mountPath`);
  if (seen.has(mountPath))
    problems.invalid(`${path}.mountPath`, mountPath, 'two mounts of a container cannot have one path');
  seen.add(mountPath);
  if (place.others.names.has(name))
    problems.invalid(`${path}.name`, name, 'it is used as a block device too');
  if (place.others.paths.has(mountPath))
    problems.invalid(`${path}.mountPath`, mountPath, 'a block device has this path');
  checkSubPaths(problems, mount, place.listPath, path);
  const ofList = (field: string): Where => nearer(`${place.listPath}.${field}`, `${path}.${field}`);
  checkPropagation(problems, mount, place.container, ofList('mountPropagation'));
  checkRecursiveReadOnly(problems, mount, ofList('recursiveReadOnly'));
}

function checkSubPaths(problems: Problems, mount: Fields, listPath: string, path: string): void {
  const subPath = text(mount, 'subPath');
  const expression = text(mount, 'subPathExpr');
  if (subPath !== '')
    checkDescendingPath(problems, subPath, nearer(`${listPath}.subPath`, `${path}.subPath`));
  if (expression === '') return;
  if (subPath !== '')
    problems.invalid(`${path}.subPathExpr`, expression, 'subPath is set already, and only one may be');
  checkDescendingPath(problems, expression, nearer(`${listPath}.subPathExpr`, `${path}.subPathExpr`));
}

function checkPropagation(problems: Problems, mount: Fields, container: Fields, where: Where): void {
  const propagation = optionalText(mount, 'mountPropagation');
  if (propagation === undefined) return;
  if (!PROPAGATIONS.includes(propagation)) problems.unsupported(where, propagation, PROPAGATIONS);
  const isPrivileged = isTrue(record(container, 'securityContext'), 'privileged');
  if (propagation === 'Bidirectional' && !isPrivileged)
    problems.forbidden(where, 'Bidirectional is for privileged containers');
}

function checkRecursiveReadOnly(problems: Problems, mount: Fields, where: Where): void {
  const mode = optionalText(mount, 'recursiveReadOnly');
  if (mode === undefined || mode === 'Disabled') return;
  if (!READ_ONLY_MODES.includes(mode)) return problems.unsupported(where, mode, READ_ONLY_MODES);
  if (!isTrue(mount, 'readOnly')) problems.forbidden(where, 'it needs readOnly: true');
  if ((optionalText(mount, 'mountPropagation') ?? 'None') !== 'None')
    problems.forbidden(where, 'it needs mountPropagation None');
}

interface DevicePlace {
  readonly volumes: KnownVolumes;
  readonly others: Taken;
}

function checkDevices(
  problems: Problems,
  devices: readonly Fields[],
  place: DevicePlace,
  path: string,
): void {
  const names = new Set<string>();
  const paths = new Set<string>();
  devices.forEach((device, index) => {
    checkDeviceName(problems, text(device, 'name'), place, names, `${path}[${index}].name`);
    checkDevicePath(
      problems,
      text(device, 'devicePath'),
      place.others,
      paths,
      `${path}[${index}].devicePath`,
    );
  });
}

function checkDeviceName(
  problems: Problems,
  name: string,
  place: DevicePlace,
  names: Set<string>,
  path: string,
): void {
  const source = place.volumes.get(name);
  if (name === '') problems.required(path);
  if (names.has(name)) problems.invalid(path, name, 'two devices of a container cannot have one name');
  if (!source) problems.notFound(path, name, 'volume of the pod named', place.volumes.keys());
  else if (!source['persistentVolumeClaim'] && !source['ephemeral']) {
    problems.invalid(path, name, 'block devices come from a persistentVolumeClaim or an ephemeral volume');
  }
  if (place.others.names.has(name)) problems.invalid(path, name, 'it is mounted too');
  if (name !== '') names.add(name);
}

function checkDevicePath(
  problems: Problems,
  devicePath: string,
  others: Taken,
  paths: Set<string>,
  path: string,
): void {
  if (devicePath === '') problems.required(path);
  if (paths.has(devicePath))
    problems.invalid(path, devicePath, 'two devices of a container cannot have one path');
  if (hasBacksteps(devicePath)) problems.invalid(path, devicePath, 'must not step back with ..');
  else paths.add(devicePath);
  if (others.paths.has(devicePath)) problems.invalid(path, devicePath, 'a mount has this path');
}
