package org.huzheng.adapter.source.filedrop.format;

import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.dhatim.fastexcel.reader.Cell;

/** What a clerk sees in a cell: texts as they are, numbers and dates as their format shows them. Used by one thread. */
final class CellText {
    // The formats a workbook refers to by number alone are those of the program's language (ECMA-376 part 1, 18.8.30,
    // zh-cn).
    private static final Map<Integer, String> CHINESE_FORMATS = Map.ofEntries(
            Map.entry(14, "yyyy/m/d"),
            Map.entry(22, "yyyy/m/d h:mm"),
            Map.entry(27, "yyyy\"年\"m\"月\""),
            Map.entry(28, "m\"月\"d\"日\""),
            Map.entry(29, "m\"月\"d\"日\""),
            Map.entry(30, "m-d-yy"),
            Map.entry(31, "yyyy\"年\"m\"月\"d\"日\""),
            Map.entry(36, "yyyy\"年\"m\"月\""),
            Map.entry(50, "yyyy\"年\"m\"月\""),
            Map.entry(51, "m\"月\"d\"日\""),
            Map.entry(52, "yyyy\"年\"m\"月\""),
            Map.entry(53, "m\"月\"d\"日\""),
            Map.entry(54, "m\"月\"d\"日\""),
            Map.entry(57, "yyyy\"年\"m\"月\""),
            Map.entry(58, "m\"月\"d\"日\""));
    private static final String GENERAL = "General";

    private final DataFormatter formatter = new DataFormatter(Locale.ROOT);
    private final boolean date1904;

    CellText(boolean date1904) {
        this.date1904 = date1904;
    }

    String of(Cell cell) {
        // By what it holds, not by its type: that of a formula does not say whether it gives a number, or a text, which
        // keeps its leading zeros.
        Object value = cell.getValue();
        if (value instanceof Number number) {
            return formatted(number.doubleValue(), cell).strip();
        }
        if (value instanceof Boolean truth) {
            return truth ? "TRUE" : "FALSE";
        }
        String text = value == null ? cell.getRawValue() : value.toString();
        return text == null ? "" : text.strip();
    }

    private String formatted(double number, Cell cell) {
        Integer id = cell.getDataFormatId();
        int index = id == null ? 0 : id;
        String stated = CHINESE_FORMATS.getOrDefault(index, cell.getDataFormatString());
        return formatter.formatRawCellContents(number, index, stated == null ? GENERAL : stated, date1904);
    }
}
