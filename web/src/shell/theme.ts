/** Ant Design in the colours of base.css, with texts dark enough for WCAG AA on white and on the ground colour. */
import type { ThemeConfig } from 'antd';

const ink = '#1c2327';
const inkSoft = '#545d63';
const accent = '#154c5b';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: accent,
    colorLink: accent,
    colorInfo: accent,
    colorSuccess: '#22633f',
    colorWarning: '#7a4d00',
    colorError: '#a3261c',
    colorInfoBg: '#e8f0f2',
    colorInfoBorder: '#b9d0d6',
    colorSuccessBg: '#eaf3ed',
    colorSuccessBorder: '#b5d3c0',
    colorWarningBg: '#fdf5e3',
    colorWarningBorder: '#ecd9ae',
    colorErrorBg: '#fbeeec',
    colorErrorBorder: '#e7bcb7',
    colorText: ink,
    colorTextSecondary: inkSoft,
    colorTextTertiary: inkSoft,
    colorTextDescription: inkSoft,
    colorTextPlaceholder: '#646d73',
    colorTextDisabled: '#646d73',
    colorBorder: '#b9c1c5',
    colorBorderSecondary: '#dfe3e5',
    colorBgLayout: '#ffffff',
    borderRadius: 3,
    fontSize: 15,
    fontFamily: 'var(--sans)',
    controlHeight: 36,
    wireframe: false,
  },
  components: {
    Table: { headerBg: '#ffffff', headerSplitColor: 'transparent', headerColor: inkSoft, cellPaddingInline: 12, rowSelectedBg: '#e8f0f2', rowSelectedHoverBg: '#dde9ec', headerSortActiveBg: '#ffffff', headerSortHoverBg: '#f6f7f7', bodySortBg: '#ffffff' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};
