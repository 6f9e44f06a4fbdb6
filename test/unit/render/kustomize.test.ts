/** From what kustomize built back to resources and patches. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kustomizedFile, renderTargets } from '../../../server/src/analysis/clusters/rendering';
import { parseFile } from '../../../server/src/manifest/document';

const file = (path: string, text: string) => ({ uri: `file:///work/${path}`, text });
type File = ReturnType<typeof file>;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: proxy
          image: envoy
        - name: web
          image: nginx
`;

/** Where the value at a path of the first built object came from. */
function origin(files: readonly File[], built: string, path: readonly (string | number)[]): string {
  const [target, ...others] = renderTargets(files);
  assert.ok(target);
  assert.deepEqual(others, []);
  const made = kustomizedFile(target, built, 'overlay');
  const [manifest] = parseFile(made);
  assert.ok(manifest);
  const { uri, range, isExact } = made.originOf({ manifest, range: manifest.spotOf(path) });
  const text = files.find((one) => one.uri === uri)?.text.split('\n')[range.start.line] ?? '';
  const part = text.slice(range.start.character, range.end.character);
  return `${uri.replace('file:///work/', '')}:${range.start.line + 1}${isExact ? '' : '?'} ${part}`;
}

const base = [file('base/kustomization.yaml', 'resources: [web.yaml]\n'), file('base/web.yaml', DEPLOYMENT)];
const overlay = (text: string): File =>
  file(
    'overlay/kustomization.yaml',
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\n${text}`,
  );

describe('kustomize', () => {
  test('what no patch sets is found in the resource, whatever its name became', () => {
    const built = DEPLOYMENT.replace('name: web}', 'name: prod-web-v2}');
    const files = [...base, overlay('namePrefix: prod-\nnameSuffix: -v2\n')];
    assert.equal(origin(files, built, ['spec', 'replicas']), 'base/web.yaml:5 2');
  });

  test('what a patch file sets is found in it, items of lists by their names', () => {
    const patch = file(
      'overlay/patch.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: nginx:bad\n',
    );
    const built = DEPLOYMENT.replace('image: nginx', 'image: nginx:bad');
    const files = [...base, patch, overlay('patches:\n  - path: patch.yaml\n')];
    const image = ['spec', 'template', 'spec', 'containers', 1, 'image'];
    assert.equal(origin(files, built, image), 'overlay/patch.yaml:9 nginx:bad');
    assert.equal(
      origin(files, built, ['spec', 'template', 'spec', 'containers', 0, 'image']),
      'base/web.yaml:10 envoy',
    );
  });

  test('a patch inside the kustomization is found there', () => {
    const inline = overlay(
      'patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: -4\n',
    );
    const built = DEPLOYMENT.replace('replicas: 2', 'replicas: -4');
    assert.equal(origin([...base, inline], built, ['spec', 'replicas']), 'overlay/kustomization.yaml:9 -4');
  });

  test('what neither says is the resource alone', () => {
    const built = DEPLOYMENT.replace('replicas: 2', 'replicas: 7');
    const files = [...base, overlay('replicas: [{name: web, count: 7}]\n')];
    assert.equal(origin(files, built, ['spec', 'replicas']), 'base/web.yaml:2? Deployment');
  });

  test('what two patches say is the resource alone', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 7}\n';
    const built = DEPLOYMENT.replace('replicas: 2', 'replicas: 7');
    const files = [
      ...base,
      file('overlay/a.yaml', text),
      file('overlay/b.yaml', text),
      overlay('patches:\n  - path: a.yaml\n  - path: b.yaml\n'),
    ];
    assert.equal(origin(files, built, ['spec', 'replicas']), 'base/web.yaml:2? Deployment');
  });

  test('a generated object is the kustomization', () => {
    const built = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: made-abc}\ndata: {a: b}\n';
    const files = [...base, overlay('configMapGenerator: [{name: made, literals: [a=b]}]\n')];
    assert.equal(
      origin(files, built, ['data', 'a']),
      'overlay/kustomization.yaml:1? apiVersion: kustomize.config.k8s.io/v1beta1',
    );
  });

  test('what kustomize would fetch is named', () => {
    const [target] = renderTargets([file('k/kustomization.yaml', 'resources: [github.com/a/b?ref=v1]\n')]);
    assert.equal(target?.remote, 'github.com/a/b?ref=v1');
  });

  test('a component is built by those who include it', () => {
    const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n';
    assert.deepEqual(renderTargets([file('c/kustomization.yaml', component)]), []);
  });
});
