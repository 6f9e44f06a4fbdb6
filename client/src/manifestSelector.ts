/** Documents that may hold manifests: on the disk, or not saved yet. */
export const MANIFEST_SELECTOR = ['yaml', 'json'].flatMap((language) => [
  { language, scheme: 'file' },
  { language, scheme: 'untitled' },
]);
