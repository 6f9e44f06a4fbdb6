/** TriggerAuthentication and ClusterTriggerAuthentication, as KEDA's webhook checks them.
 *  @source kedacore/keda apis/keda/v1alpha1/triggerauthentication_webhook.go@v2.21.0 */
import { isSet, optionalRecord, optionalText, record, text, type Fields } from '../registry/read';
import type { SchemaProblem } from '../problem';
import { quoteText } from '../wording';
import { refusal } from './refusal';

/** Checks in upstream's order, which ends with the first problem; identities other than these two end it as well. */
export function authenticationRefusals(object: Fields): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  const principal = principalProblem(optionalRecord(spec, 'azureServicePrincipal'));
  if (principal) return [problemAt('azureServicePrincipal', principal)];
  const identity = optionalRecord(spec, 'podIdentity');
  if (identity) {
    const provider = text(identity, 'provider');
    if (provider !== 'azure-workload' && provider !== 'aws') return [];
    const problem = provider === 'aws' ? awsProblem(identity) : azureProblem(identity);
    if (problem) return [problemAt('podIdentity', problem)];
  }
  const oauth = oauthProblem(optionalRecord(spec, 'oauth2'));
  return oauth ? [problemAt('oauth2', oauth)] : [];
}

/** A field and what is wrong with it. */
type FieldProblem = readonly [field: string, message: string];

function problemAt(owner: string, [field, message]: FieldProblem): SchemaProblem {
  return refusal(['spec', owner, field], { rule: 'keda-authentication', message });
}

function azureProblem(identity: Fields): FieldProblem | undefined {
  if (optionalText(identity, 'identityId') === '') return ['identityId', 'leave identityId out, or give one'];
  const tenant = optionalText(identity, 'identityTenantId');
  if (text(identity, 'identityAuthorityHost') !== '') {
    return (tenant ?? '') === ''
      ? ['identityTenantId', 'identityAuthorityHost needs identityTenantId']
      : undefined;
  }
  return tenant === '' ? ['identityTenantId', 'leave identityTenantId out, or give one'] : undefined;
}

function awsProblem(identity: Fields): FieldProblem | undefined {
  const role = text(identity, 'roleArn');
  if (role !== '' && text(identity, 'identityOwner') === 'workload')
    return ['roleArn', 'with identityOwner: workload the role is that of the workload'];
  if (text(identity, 'externalID') !== '' && role === '') return ['externalID', 'externalID needs roleArn'];
  return undefined;
}

function oauthProblem(oauth: Fields | undefined): FieldProblem | undefined {
  if (!oauth) return undefined;
  if (text(oauth, 'type') !== 'clientCredentials')
    return ['type', `the type ${quoteText(text(oauth, 'type'))} must be clientCredentials`];
  if (text(oauth, 'clientId') === '') return ['clientId', 'clientId is needed'];
  const url = text(oauth, 'tokenUrl');
  if (url === '') return ['tokenUrl', 'tokenUrl is needed'];
  return isHttpUrl(url)
    ? undefined
    : ['tokenUrl', `${quoteText(url)} must be a URL that begins with http:// or https:// and names a host`];
}

/** As Go's url.Parse splits it: a scheme in any case, and an authority that is not empty. */
function isHttpUrl(url: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters make a URL invalid
  if (/[\x00-\x1f\x7f]/.test(url)) return false;
  const match = /^https?:\/\/([^/?#]*)/i.exec(url);
  const authority = match?.[1] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (host === '' || /[ "<>\\^`{|}]/.test(host)) return false;
  const [withoutPort = '', port] = host.startsWith('[')
    ? [host.slice(0, host.indexOf(']') + 1), host.slice(host.indexOf(']') + 1)]
    : splitPort(host);
  if (host.startsWith('[') && !host.includes(']')) return false;
  const hasGoodPort = port === undefined || port === '' || /^:\d*$/.test(port);
  return hasGoodPort && !/%(?![0-9a-fA-F]{2})/.test(url.replace(/[?].*$/s, '')) && withoutPort !== undefined;
}

function splitPort(host: string): readonly [string, string | undefined] {
  const colon = host.lastIndexOf(':');
  return colon < 0 ? [host, undefined] : [host.slice(0, colon), host.slice(colon)];
}

function principalProblem(principal: Fields | undefined): FieldProblem | undefined {
  if (!principal) return undefined;
  for (const name of ['tenantId', 'clientId'])
    if (text(principal, name) === '') return [name, `${name} is needed`];
  const [hasSecret, hasCertificate] = [
    isSet(principal, 'clientSecret'),
    isSet(principal, 'clientCertificate'),
  ];
  if (hasSecret && hasCertificate)
    return ['clientSecret', 'clientSecret and clientCertificate exclude each other'];
  if (!hasSecret && !hasCertificate) return ['clientSecret', 'clientSecret or clientCertificate is needed'];
  if (isSet(principal, 'clientCertificatePassword') && !hasCertificate)
    return ['clientCertificatePassword', 'it needs clientCertificate'];
  const isPrivate = text(principal, 'cloud').toLowerCase() === 'private';
  const endpoint = text(principal, 'activeDirectoryEndpoint');
  if (isPrivate && endpoint === '') return ['activeDirectoryEndpoint', 'the cloud Private needs it'];
  return !isPrivate && endpoint !== ''
    ? ['activeDirectoryEndpoint', 'only the cloud Private has it']
    : undefined;
}
