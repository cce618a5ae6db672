/**
 * How swc compiles one file of TypeScript: for the program (`bin/build.mjs`) and for the tests (`jest.config.js`) alike.
 * It takes the types away and does not check them; `npm run typecheck` does.
 *
 * @param {boolean} tsx whether the file holds TSX, asked for by name since its syntax changes what `<T>` means
 * @returns {import('@swc/core').Options}
 */
export function compilerOptions(tsx) {
  return {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      target: 'es2022',
    },
    module: { type: 'es6' },
  };
}
