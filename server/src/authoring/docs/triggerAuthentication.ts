/** TriggerAuthentication and ClusterTriggerAuthentication (keda.sh/v1alpha1). */
import { below, type FieldDocs } from './fieldDoc';

const POD_IDENTITY: FieldDocs = {
  '': 'Identity of a pod instead of stored credentials.',
  provider:
    '`aws`: IAM roles for service accounts or EKS Pod Identity. `azure-workload`, `gcp`: those of the other clouds. `none`: no identity. `aws-eks` is deprecated and goes with KEDA 3.',
  identityOwner: {
    text: "Whose identity is used: that of KEDA's operator, or of the scaled workload, by the annotation `eks.amazonaws.com/role-arn` of its service account.",
    default: '`keda`',
    constraint: 'with provider `aws`; not `workload` together with `roleArn`',
  },
  roleArn: {
    text: 'IAM role to assume.',
    constraint: 'with provider `aws`; not together with `identityOwner: workload`',
  },
  externalID: {
    text: 'External ID to give when the role is assumed.',
    constraint: 'with provider `aws` and `roleArn`',
  },
  identityId: {
    text: "Client ID of the Azure identity, where it is not that of KEDA's service account.",
    constraint: 'with provider `azure-workload`; not empty',
  },
  identityTenantId: {
    text: 'Azure tenant, where it is not the default one.',
    constraint: 'with `identityId`',
  },
  identityAuthorityHost: {
    text: 'Azure login host, where it is not the default one.',
    constraint: 'with `identityTenantId`',
  },
};

/** Identity to read a store of secrets with; each store knows one provider. */
const storeIdentity = (provider: string): FieldDocs => ({
  ...POD_IDENTITY,
  '': 'Identity to read them with, instead of `credentials`.',
  provider: {
    text: 'Whose identity it is. With `none` the `credentials` are used.',
    constraint: `\`${provider}\` or \`none\``,
  },
});

const SECRET_KEY: FieldDocs = {
  valueFrom: 'Where the value is stored.',
  'valueFrom.secretKeyRef':
    "A key of a Secret in the same namespace (for ClusterTriggerAuthentication in KEDA's own).",
  'valueFrom.secretKeyRef.key': 'Key in the Secret.',
  'valueFrom.secretKeyRef.name': 'Name of the Secret.',
};

const PARAMETER = 'Parameter of the scaler that gets the value.';

const refs = (what: string): FieldDocs => ({
  '': `Parameters read from ${what}s, in the same namespace (for ClusterTriggerAuthentication in KEDA's own).`,
  '[]': `One parameter from one key of a ${what}.`,
  '[].key': `Key in the ${what}.`,
  '[].name': `Name of the ${what}.`,
  '[].parameter': PARAMETER,
});

const AWS: FieldDocs = {
  '': 'Parameters read from AWS Secrets Manager.',
  credentials: { text: 'Access key to read them with.', constraint: 'either this or `podIdentity`' },
  'credentials.accessKey': 'Access key ID.',
  'credentials.accessSecretKey': 'Secret access key.',
  'credentials.accessToken': 'Session token, for temporary keys.',
  ...below('credentials.accessKey', SECRET_KEY),
  ...below('credentials.accessSecretKey', SECRET_KEY),
  ...below('credentials.accessToken', SECRET_KEY),
  ...below('podIdentity', storeIdentity('aws')),
  region: { text: 'AWS region of the secrets.', default: "that of the SDK's environment" },
  secrets: 'Which secrets become which parameters.',
  'secrets[]': 'One secret.',
  'secrets[].name': 'Name or ARN of the secret.',
  'secrets[].parameter': PARAMETER,
  'secrets[].secretKey':
    'Key within a secret that holds a JSON object; its value must be a string. Left out, the whole text.',
  'secrets[].versionId': 'Version by ID.',
  'secrets[].versionStage': { text: 'Version by stage.', default: '`AWSCURRENT`' },
};

const AZURE: FieldDocs = {
  '': 'Parameters read from Azure Key Vault.',
  cloud: 'Which Azure cloud. KEDA 2.21 takes this but does not use it; `vaultUri` decides.',
  'cloud.type':
    'Name of the cloud: `AzurePublicCloud`, `AzureUSGovernmentCloud`, `AzureChinaCloud`, or `Private`. Not used by KEDA 2.21.',
  'cloud.activeDirectoryEndpoint': 'Login endpoint of a `Private` cloud. Not used by KEDA 2.21.',
  'cloud.keyVaultResourceURL': 'Resource URL of the vaults of a `Private` cloud. Not used by KEDA 2.21.',
  credentials: { text: 'Service principal to read them with.', constraint: 'either this or `podIdentity`' },
  'credentials.clientId': 'Client ID of the service principal.',
  'credentials.clientSecret': 'Its secret.',
  'credentials.tenantId': 'Its tenant.',
  ...below('credentials.clientSecret', SECRET_KEY),
  ...below('podIdentity', storeIdentity('azure-workload')),
  secrets: 'Which secrets become which parameters.',
  'secrets[]': 'One secret.',
  'secrets[].name': 'Name of the secret.',
  'secrets[].parameter': PARAMETER,
  'secrets[].version': { text: 'Version of the secret.', default: 'the latest' },
  vaultUri: 'URI of the vault.',
};

const GCP: FieldDocs = {
  '': 'Parameters read from Google Secret Manager.',
  credentials: { text: 'Service account key to read them with.', constraint: 'either this or `podIdentity`' },
  'credentials.clientSecret': 'The key, as JSON.',
  ...below('credentials.clientSecret', SECRET_KEY),
  ...below('podIdentity', storeIdentity('gcp')),
  secrets: 'Which secrets become which parameters.',
  'secrets[]': 'One secret.',
  'secrets[].id': "Name of the secret, without its project: that is the key's, or the one KEDA runs in.",
  'secrets[].parameter': PARAMETER,
  'secrets[].version': { text: 'Version of the secret.', default: '`latest`' },
};

const VAULT: FieldDocs = {
  '': 'Parameters read from HashiCorp Vault.',
  address: 'URL of Vault.',
  authentication: '`token`, or `kubernetes` to log in with a service account.',
  credential: 'What to log in with.',
  'credential.serviceAccount': {
    text: "Path of a service account token in KEDA's operator, for `kubernetes`.",
    default: '`/var/run/secrets/kubernetes.io/serviceaccount/token` when `credential` is left out altogether',
  },
  'credential.serviceAccountName':
    'Service account that a token is requested for, for `kubernetes`, in the namespace of the scaled workload. It goes before `serviceAccount`.',
  'credential.token': "The token, for `token`. `VAULT_TOKEN` in KEDA's operator goes before it.",
  mount: {
    text: 'Path that the Kubernetes authentication is mounted at.',
    constraint: 'required with `kubernetes`',
  },
  namespace: 'Namespace of Vault (Enterprise).',
  role: { text: 'Role to log in as.', constraint: 'required with `kubernetes`' },
  secrets: 'Which secrets become which parameters.',
  'secrets[]': 'One value of one secret.',
  'secrets[].key': 'Key within the secret.',
  'secrets[].parameter': PARAMETER,
  'secrets[].path': 'Path of the secret.',
  'secrets[].type':
    '`secret` for version 1 of the key-value engine, `secretV2` for version 2, `pki` to have a certificate issued. Empty: version 1 or 2 by what Vault answers.',
  'secrets[].pkiData': 'What the certificate is issued for, with type `pki`.',
  'secrets[].pkiData.altNames': 'Further names, separated by commas.',
  'secrets[].pkiData.commonName': 'Common name.',
  'secrets[].pkiData.format': 'Format of the answer, such as `pem`.',
  'secrets[].pkiData.ipSans': 'IP addresses, separated by commas.',
  'secrets[].pkiData.otherSans': 'Other names, separated by commas.',
  'secrets[].pkiData.ttl': 'How long the certificate is valid.',
  'secrets[].pkiData.uriSans': 'URIs, separated by commas.',
};

const prefixed = (prefix: string, docs: FieldDocs): FieldDocs =>
  Object.fromEntries(Object.entries(docs).map(([path, doc]) => [`${prefix}${path}`, doc]));

export const TRIGGER_AUTHENTICATION: FieldDocs = {
  spec: "Where triggers get credentials from. Several sources may be given; together they must fill the scaler's parameters.",
  ...below('spec.awsSecretManager', AWS),
  ...below('spec.azureKeyVault', AZURE),
  ...below('spec.gcpSecretManager', GCP),
  ...below('spec.hashiCorpVault', VAULT),
  ...below('spec.podIdentity', POD_IDENTITY),
  ...prefixed('spec.secretTargetRef', refs('Secret')),
  ...prefixed('spec.configMapTargetRef', refs('ConfigMap')),
  'spec.boundServiceAccountToken': 'Parameters filled with a short-lived token of a service account.',
  'spec.boundServiceAccountToken[]': 'One such parameter.',
  'spec.boundServiceAccountToken[].parameter': PARAMETER,
  'spec.boundServiceAccountToken[].serviceAccountName':
    "Service account that the token is for, in the same namespace (for ClusterTriggerAuthentication in KEDA's own).",
  'spec.env': 'Parameters read from the environment of the scaled workload.',
  'spec.env[]': 'One parameter from one variable.',
  'spec.env[].containerName': {
    text: 'Container whose environment is read. `envSourceContainerName` of the scaled object is not looked at.',
    default: 'the first container',
  },
  'spec.env[].name': 'Name of the variable.',
  'spec.env[].parameter': PARAMETER,
  'spec.filePath': {
    text: "File in KEDA's operator that holds all parameters, as a JSON object of strings. Of the other sources only `podIdentity` counts then.",
    constraint:
      "in ClusterTriggerAuthentication alone; relative to the operator's `--filepath-auth-root-path`, without `..`",
  },
  'spec.oauth2': 'Token by the OAuth 2 client credentials flow, for scalers that know OAuth.',
  'spec.oauth2.type': 'The flow; there is one.',
  'spec.oauth2.clientId': 'Client ID.',
  'spec.oauth2.clientSecret': 'Client secret.',
  ...below('spec.oauth2.clientSecret', SECRET_KEY),
  'spec.oauth2.scopes': 'Scopes to ask for.',
  'spec.oauth2.scopes[]': 'One scope.',
  'spec.oauth2.tokenUrl': { text: 'URL that tokens come from.', constraint: '`http` or `https`' },
  'spec.oauth2.tokenUrlParams': 'Further parameters of that request.',
  'spec.oauth2.tokenUrlParams.*': 'Value of the parameter.',
  status: 'Who uses it; written by KEDA.',
  'status.scaledjobs': 'ScaledJobs that refer to it.',
  'status.scaledobjects': 'ScaledObjects that refer to it.',
};
