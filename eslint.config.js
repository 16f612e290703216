import tseslint from 'typescript-eslint';

const nodeModules = { group: ['node:*', 'fs', 'path', 'os', 'child_process', 'worker_threads', 'vscode', 'vscode-languageserver*', 'vscode-languageclient*'], message: 'language/ is pure: no Node, no VS Code, no protocol.' };

export default tseslint.config(
    { ignores: ['dist/', 'node_modules/', '.e2e/', 'language/syntax/generated/', '**/*.cjs'] },
    ...tseslint.configs.strict,
    {
        linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
        rules: {
            '@typescript-eslint/no-explicit-any': 'error',
            '@typescript-eslint/consistent-type-imports': 'error',
            'eqeqeq': ['error', 'always'],
            'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Write a union of literals.' }],
            'max-lines': ['error', { max: 400 }]
        }
    },
    { files: ['language/**/*.ts', 'transformer/{model,compilation,onnx,training,files}/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [nodeModules] }], 'no-restricted-globals': ['error', 'process', 'Buffer', 'setTimeout', 'performance', 'Date'], 'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Chance has a seed.' }] } }
);
