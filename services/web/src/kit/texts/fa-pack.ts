import type { KitPack, TextForms } from './kit-pack.ts';

type Said = Readonly<Record<string, string>> & { readonly count?: number; readonly groupCount?: number };

/** «۳ مورد»: Persian has one form behind every number. */
const counted = (count: number | undefined, noun: string, forms: TextForms): string =>
  `${forms.number(count ?? 0)} ${noun}`;

const selected = 'مورد انتخاب‌شده';

const choosing = {
  '@react-aria/tree': { expand: 'باز کردن', collapse: 'بستن' },
  '@react-aria/toast': {
    close: 'بستن',
    notifications: ({ count }: Said, forms: TextForms) => `${counted(count, 'اعلان', forms)}.`,
  },
  '@react-aria/tag': {
    removeDescription: 'برای برداشتن برچسب، Delete را بزنید.',
    removeButtonLabel: 'برداشتن',
  },
  '@react-aria/table': {
    select: 'انتخاب',
    selectAll: 'انتخاب همه',
    sortable: 'ستون مرتب‌شدنی',
    ascending: 'صعودی',
    descending: 'نزولی',
    ascendingSort: ({ columnName }: Said) => `به ترتیب صعودی ستون ${columnName}`,
    descendingSort: ({ columnName }: Said) => `به ترتیب نزولی ستون ${columnName}`,
    columnSize: ({ value }: Said) => `${value} پیکسل`,
    resizerDescription: 'برای تغییر پهنا، Enter را بزنید',
    expand: 'باز کردن',
    collapse: 'بستن',
  },
  '@react-aria/gridlist': {
    hasActionAnnouncement: 'سطر با کار',
    hasLinkAnnouncement: ({ link }: Said) => `سطر با پیوند: ${link}`,
  },
  '@react-aria/grid': {
    deselectedItem: ({ item }: Said) => `${item} از انتخاب درآمد.`,
    select: 'انتخاب',
    selectedCount: ({ count }: Said, forms: TextForms) =>
      count === 0 ? 'چیزی انتخاب نشده است.' : `${counted(count, selected, forms)}.`,
    selectedAll: 'همه انتخاب شدند.',
    selectedItem: ({ item }: Said) => `${item} انتخاب شد.`,
    longPressToSelect: 'برای انتخاب چند مورد، انگشت را نگه دارید.',
  },
  '@react-aria/combobox': {
    focusAnnouncement: ({ groupTitle, groupCount, optionText, isGroupChange, isSelected }: Said, forms: TextForms) =>
      (isGroupChange ? `گروه ${groupTitle}، ${counted(groupCount, 'گزینه', forms)}. ` : '') +
      String(optionText) +
      (isSelected ? '، انتخاب‌شده' : ''),
    countAnnouncement: ({ optionCount }: Said, forms: TextForms) =>
      `${counted(Number(optionCount), 'گزینه', forms)} هست.`,
    selectedAnnouncement: ({ optionText }: Said) => `${optionText}، انتخاب شد`,
    buttonLabel: 'نمایش پیشنهادها',
    listboxLabel: 'پیشنهادها',
  },
  '@react-aria/autocomplete': { collectionLabel: 'پیشنهادها' },
  '@react-aria/breadcrumbs': { breadcrumbs: 'مسیر' },
  '@react-aria/steplist': { steplist: 'مرحله‌ها' },
  '@react-aria/searchfield': { 'Clear search': 'پاک کردن جست‌وجو' },
  '@react-aria/previewtrigger': { longPressMessage: 'برای پیش‌نمایش، انگشت را نگه دارید' },
  '@react-aria/overlays': { dismiss: 'بستن' },
  '@react-aria/menu': { longPressMessage: 'برای باز شدن فهرست، انگشت را نگه دارید یا Alt + ArrowDown را بزنید' },
  'react-aria-components': {
    selectPlaceholder: 'یکی را انتخاب کنید',
    tableResizer: 'تغییر پهنا',
    dropzoneLabel: 'جای رها کردن',
    colorSwatchPicker: 'نمونه‌های رنگ',
  },
};

const numbersAndDays = {
  '@react-aria/spinbutton': { Empty: 'خالی' },
  '@react-aria/numberfield': {
    decrease: ({ fieldLabel }: Said) => `کم کردن ${fieldLabel}`,
    increase: ({ fieldLabel }: Said) => `زیاد کردن ${fieldLabel}`,
    numberField: 'فیلد عدد',
  },
  '@react-aria/datepicker': {
    era: 'مبدأ',
    year: 'سال',
    month: 'ماه',
    day: 'روز',
    hour: 'ساعت',
    minute: 'دقیقه',
    second: 'ثانیه',
    dayPeriod: 'پیش یا پس از ظهر',
    calendar: 'تقویم',
    startDate: 'از روز',
    endDate: 'تا روز',
    weekday: 'روز هفته',
    timeZoneName: 'منطقهٔ زمانی',
    selectedDateDescription: ({ date }: Said) => `روز انتخاب‌شده: ${date}`,
    selectedRangeDescription: ({ startDate, endDate }: Said) => `بازهٔ انتخاب‌شده: ${startDate} تا ${endDate}`,
    selectedTimeDescription: ({ time }: Said) => `ساعت انتخاب‌شده: ${time}`,
  },
  '@react-aria/calendar': {
    previous: 'ماه پیش',
    next: 'ماه بعد',
    selectedDateDescription: ({ date }: Said) => `روز انتخاب‌شده: ${date}`,
    selectedRangeDescription: ({ dateRange }: Said) => `بازهٔ انتخاب‌شده: ${dateRange}`,
    todayDate: ({ date }: Said) => `امروز، ${date}`,
    todayDateSelected: ({ date }: Said) => `امروز، ${date}، انتخاب‌شده`,
    dateSelected: ({ date }: Said) => `${date}، انتخاب‌شده`,
    startRangeSelectionPrompt: 'برای آغاز بازه، روزی را بزنید',
    finishRangeSelectionPrompt: 'برای پایان بازه، روزی را بزنید',
    minimumDate: 'نخستین روز ممکن',
    maximumDate: 'آخرین روز ممکن',
    dateRange: ({ startDate, endDate }: Said) => `${startDate} تا ${endDate}`,
  },
  '@react-stately/datepicker': {
    rangeUnderflow: ({ minValue }: Said) => `زودتر از ${minValue} نمی‌شود.`,
    rangeOverflow: ({ maxValue }: Said) => `دیرتر از ${maxValue} نمی‌شود.`,
    rangeReversed: 'آغاز بازه باید پیش از پایان آن باشد.',
    unavailableDate: 'این روز را نمی‌شود انتخاب کرد.',
  },
};

const toDrag = (what: string) => `برای کشیدن، ${what}.`;

const dragging = {
  '@react-aria/dnd': {
    dragItem: ({ itemText }: Said) => `کشیدن ${itemText}`,
    dragSelectedItems: ({ count }: Said, forms: TextForms) => `کشیدن ${counted(count, selected, forms)}`,
    dragDescriptionKeyboard: toDrag('Enter را بزنید'),
    dragDescriptionKeyboardAlt: toDrag('Alt + Enter را بزنید'),
    dragDescriptionTouch: toDrag('دو بار بزنید'),
    dragDescriptionVirtual: toDrag('کلیک کنید'),
    dragDescriptionLongPress: toDrag('انگشت را نگه دارید'),
    dragSelectedKeyboard: ({ count }: Said, forms: TextForms) =>
      `برای کشیدن ${counted(count, selected, forms)}، Enter را بزنید.`,
    dragSelectedKeyboardAlt: ({ count }: Said, forms: TextForms) =>
      `برای کشیدن ${counted(count, selected, forms)}، Alt + Enter را بزنید.`,
    dragSelectedLongPress: ({ count }: Said, forms: TextForms) =>
      `برای کشیدن ${counted(count, selected, forms)}، انگشت را نگه دارید.`,
    dragStartedKeyboard: 'کشیدن آغاز شد. با Tab به جای رها کردن بروید و Enter را بزنید؛ Escape برای انصراف.',
    dragStartedTouch: 'کشیدن آغاز شد. به جای رها کردن بروید و دو بار بزنید.',
    dragStartedVirtual: 'کشیدن آغاز شد. به جای رها کردن بروید و کلیک کنید یا Enter را بزنید.',
    endDragKeyboard: 'در حال کشیدن. برای انصراف، Enter را بزنید.',
    endDragTouch: 'در حال کشیدن. برای انصراف، دو بار بزنید.',
    endDragVirtual: 'در حال کشیدن. برای انصراف، کلیک کنید.',
    dropDescriptionKeyboard: 'برای رها کردن، Enter را بزنید؛ Escape برای انصراف.',
    dropDescriptionTouch: 'برای رها کردن، دو بار بزنید.',
    dropDescriptionVirtual: 'برای رها کردن، کلیک کنید.',
    dropCanceled: 'رها کردن لغو شد.',
    dropComplete: 'رها شد.',
    dropIndicator: 'نشانهٔ جای رها کردن',
    dropOnRoot: 'رها کردن روی',
    dropOnItem: ({ itemText }: Said) => `رها کردن روی ${itemText}`,
    insertBefore: ({ itemText }: Said) => `گذاشتن پیش از ${itemText}`,
    insertBetween: ({ beforeItemText, afterItemText }: Said) => `گذاشتن میان ${beforeItemText} و ${afterItemText}`,
    insertAfter: ({ itemText }: Said) => `گذاشتن پس از ${itemText}`,
  },
};

const colours = {
  '@react-aria/color': {
    colorPicker: 'انتخاب رنگ',
    twoDimensionalSlider: 'لغزندهٔ دوبعدی',
    colorNameAndValue: ({ name, value }: Said) => `${name}: ${value}`,
    colorInputLabel: ({ label, channelLabel }: Said) => `${label}، ${channelLabel}`,
    colorSwatch: 'نمونهٔ رنگ',
    transparent: 'شفاف',
  },
  '@react-stately/color': {
    hue: 'فام',
    saturation: 'سیری',
    lightness: 'روشنی',
    brightness: 'درخشندگی',
    red: 'قرمز',
    green: 'سبز',
    blue: 'آبی',
    alpha: 'پوشانندگی',
    colorName: ({ lightness, chroma, hue }: Said) => `${hue} ${chroma} ${lightness}`,
    transparentColorName: ({ lightness, chroma, hue, percentTransparent }: Said) =>
      `${hue} ${chroma} ${lightness}، ${percentTransparent} شفاف`,
    'very dark': 'بسیار تیره',
    dark: 'تیره',
    light: 'روشن',
    'very light': 'بسیار روشن',
    pale: 'کم‌رنگ',
    grayish: 'خاکستری‌گون',
    vibrant: 'پررنگ',
    black: 'سیاه',
    white: 'سفید',
    gray: 'خاکستری',
    pink: 'صورتی',
    'pink red': 'قرمز صورتی',
    'red orange': 'نارنجی قرمز',
    brown: 'قهوه‌ای',
    orange: 'نارنجی',
    'orange yellow': 'زرد نارنجی',
    'brown yellow': 'زرد قهوه‌ای',
    yellow: 'زرد',
    'yellow green': 'سبز زرد',
    'green cyan': 'فیروزه‌ای سبز',
    cyan: 'فیروزه‌ای',
    'cyan blue': 'آبی فیروزه‌ای',
    'blue purple': 'بنفش آبی',
    purple: 'بنفش',
    'purple magenta': 'سرخابی بنفش',
    magenta: 'سرخابی',
    'magenta pink': 'صورتی سرخابی',
  },
};

/** The Persian texts of the kit, which ships 34 languages and not this one. It throws where one is missing. */
export const faPack = { ...choosing, ...numbersAndDays, ...dragging, ...colours } as unknown as KitPack;
