/** `forced` is the system's own high contrast, where the browser chooses the colours. */
export type ThemeName = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light' | 'forced';

/** The colours of VS Code's own themes that panels use, as it gives them to a panel's page. */
const themes: Readonly<Record<Exclude<ThemeName, 'forced'>, Readonly<Record<string, string>>>> = {
    light: {
        'foreground': '#3b3b3b', 'editor-background': '#ffffff', 'descriptionForeground': '#3b3b3b', 'charts-blue': '#1a85ff', 'charts-orange': '#d18616', 'focusBorder': '#005fb8',
        'button-background': '#005fb8', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#e5e5e5', 'button-secondaryForeground': '#3b3b3b', 'textLink-foreground': '#005fb8', 'errorForeground': '#f85149'
    },
    dark: {
        'foreground': '#cccccc', 'editor-background': '#1f1f1f', 'descriptionForeground': '#9d9d9d', 'charts-blue': '#3794ff', 'charts-orange': '#d18616', 'focusBorder': '#0078d4',
        'button-background': '#0078d4', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#313131', 'button-secondaryForeground': '#cccccc', 'textLink-foreground': '#4daafc', 'errorForeground': '#f85149'
    },
    'high-contrast': {
        'foreground': '#ffffff', 'editor-background': '#000000', 'descriptionForeground': 'rgba(255, 255, 255, 0.7)', 'charts-blue': '#3794ff', 'charts-orange': '#d18616', 'focusBorder': '#f38518',
        'contrastBorder': '#6fc3df', 'contrastActiveBorder': '#f38518', 'button-foreground': '#ffffff', 'button-background': '#000000', 'button-secondaryForeground': '#ffffff', 'textLink-foreground': '#21a6ff', 'errorForeground': '#f48771'
    },
    'high-contrast-light': {
        'foreground': '#292929', 'editor-background': '#ffffff', 'descriptionForeground': 'rgba(41, 41, 41, 0.7)', 'charts-blue': '#1a85ff', 'charts-orange': '#d18616', 'focusBorder': '#006bbd',
        'contrastBorder': '#0f4a85', 'contrastActiveBorder': '#006bbd', 'button-background': '#0f4a85', 'button-foreground': '#ffffff', 'button-secondaryBackground': '#ffffff', 'button-secondaryForeground': '#0f4a85', 'textLink-foreground': '#0f4a85', 'errorForeground': '#b5200d'
    }
};

/** Declarations of a theme's variables. */
export function defaultTheme(theme: ThemeName): string {
    return theme === 'forced' ? '' : Object.entries(themes[theme]).map(([name, colour]) => `--vscode-${name}: ${colour};`).join(' ');
}
