/** DNS settings and host aliases of pods.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePodDNSConfig @v1.35.4 */
import { dnsSubdomainProblems, isLegacyIp, searchDomainProblems } from '../names';
import { nearer, type Problems } from '../problems';
import { optionalRecord, records, text, texts, type Fields } from '../read';

const POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const MAX_SERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;

export function checkDns(problems: Problems, spec: Fields, path: string): void {
  const policy = text(spec, 'dnsPolicy') || 'ClusterFirst';
  if (!POLICIES.includes(policy)) problems.unsupported(`${path}.dnsPolicy`, policy, POLICIES);
  const config = optionalRecord(spec, 'dnsConfig');
  if (policy === 'None') {
    if (!config) return problems.required(`${path}.dnsConfig`, 'dnsPolicy is None');
    if (texts(config, 'nameservers').length === 0)
      return problems.required(`${path}.dnsConfig.nameservers`, 'dnsPolicy is None');
  }
  if (config) checkConfig(problems, config, `${path}.dnsConfig`);
}

function checkConfig(problems: Problems, config: Fields, path: string): void {
  const servers = texts(config, 'nameservers');
  const searches = texts(config, 'searches');
  if (servers.length > MAX_SERVERS)
    problems.invalid(`${path}.nameservers`, servers, `at most ${MAX_SERVERS} are allowed`);
  servers.forEach((server, index) => checkIp(problems, server, `${path}.nameservers[${index}]`));
  if (searches.length > MAX_SEARCHES)
    problems.invalid(`${path}.searches`, searches, `at most ${MAX_SEARCHES} are allowed`);
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS)
    problems.invalid(`${path}.searches`, searches, `at most ${MAX_SEARCH_CHARACTERS} characters are allowed`);
  searches.forEach((search, index) => {
    if (search !== '.')
      problems.invalidEach(
        `${path}.searches[${index}]`,
        search,
        searchDomainProblems(search.replace(/\.$/, '')),
      );
  });
  records(config, 'options').forEach((option, index) => {
    if (text(option, 'name') === '')
      problems.required(nearer(`${path}.options[${index}]`, `${path}.options[${index}].name`));
  });
}

export function checkHostAliases(problems: Problems, spec: Fields, path: string): void {
  records(spec, 'hostAliases').forEach((alias, index) => {
    checkIp(problems, text(alias, 'ip'), `${path}[${index}].ip`);
    texts(alias, 'hostnames').forEach((host, at) =>
      problems.invalidEach(`${path}[${index}].hostnames[${at}]`, host, dnsSubdomainProblems(host)),
    );
  });
}

function checkIp(problems: Problems, address: string, path: string): void {
  if (!isLegacyIp(address))
    problems.invalid(path, address, 'must be an IP address, such as 10.0.0.1 or 2001:db8::1');
}
