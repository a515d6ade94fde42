using System.Text;

namespace ChatService.Domain.Content;

/// <summary>Counts consecutive combining marks. Format characters neither count nor end the run, or a joiner between marks would get round the limit.</summary>
internal struct MarkCounter
{
    private int run;

    /// <summary>True when this character is a mark too many.</summary>
    public bool IsOneTooMany(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            // Below U+0300 there are no marks; the soft hyphen is the only format character.
            run = rune.Value == 0xAD ? run : 0;
            return false;
        }

        if (CharacterClass.IsMark(rune))
        {
            return ++run > CharacterClass.MaxMarksInARow;
        }

        run = CharacterClass.IsFormat(rune) ? run : 0;
        return false;
    }
}
