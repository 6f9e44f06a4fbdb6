/** The user's credentials for a cluster: texts and files of the kubeconfig, or what a program prints if that is allowed. */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { ClusterConnection, CredentialProgram, Material } from '../../cluster/kubeconfig';
import { failed, success, type Outcome } from '../../util/outcome';
import { field, textOf } from '../../util/plainData';
import { findProgram, runProgram, type ProgramLimits } from '../render/program';
import { parseJson } from '../../util/json';

export interface Credentials {
  readonly authorization?: string;
  /** PEM. */
  readonly certificate?: string;
  readonly key?: string;
}

export interface CredentialAccess {
  readonly mayRunPrograms: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const LIMITS: ProgramLimits = { timeMs: 30_000, outputBytes: 1024 * 1024 };

export async function credentialsOf(
  { user, context }: ClusterConnection,
  access: CredentialAccess,
): Promise<Outcome<Credentials>> {
  switch (user.type) {
    case 'none':
      return success({});
    case 'basic':
      return success({
        authorization: `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`,
      });
    case 'token': {
      const token = readMaterial(user.token);
      return token.ok ? success({ authorization: `Bearer ${token.value.trim()}` }) : token;
    }
    case 'certificate': {
      const certificate = readMaterial(user.certificate);
      const key = readMaterial(user.key);
      if (!certificate.ok) return certificate;
      return key.ok ? success({ certificate: certificate.value, key: key.value }) : key;
    }
    case 'program':
      if (!access.mayRunPrograms)
        return failed(
          `context ${context} gets its credentials from a program (${user.program.command}): allow that with --cluster-exec`,
        );
      return fromProgram(user.program, access);
  }
}

export function readMaterial(material: Material): Outcome<string> {
  if ('text' in material) return success(material.text);
  const path = resolve(dirname(material.of.path), material.path);
  try {
    return success(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(
      `${path} of the kubeconfig cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function fromProgram(
  { command, words, environment, apiVersion, of }: CredentialProgram,
  access: CredentialAccess,
): Promise<Outcome<Credentials>> {
  const folder = dirname(resolve(of.path));
  const program =
    isAbsolute(command) || /[\\/]/.test(command)
      ? resolve(folder, command)
      : findProgram(command, access.environment['PATH'], []);
  if (program === undefined) return failed(`${command} of the kubeconfig is not on the PATH`);
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  const given = Object.entries({ ...access.environment, ...environment }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const printed = await runProgram({
    ...{ program, words, folder, limits: LIMITS },
    environment: { ...Object.fromEntries(given), KUBERNETES_EXEC_INFO: JSON.stringify(info) },
  });
  if (!printed.ok)
    return failed(`${command} of the kubeconfig failed: ${printed.failure.message.split('\n').at(-1) ?? ''}`);
  return credentialOf(printed.value, command);
}

function credentialOf(printed: string, command: string): Outcome<Credentials> {
  const status = field(parseJson(printed), 'status');
  const token = textOf(field(status, 'token'));
  const certificate = textOf(field(status, 'clientCertificateData'));
  const key = textOf(field(status, 'clientKeyData'));
  if (token === undefined && (certificate === undefined || key === undefined))
    return failed(`${command} of the kubeconfig printed no credentials`);
  return success({
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
  });
}
