using System.Linq.Expressions;
using System.Reflection;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>An object that is being read. One per type and thread is kept, so that reading makes nothing but the object.</summary>
internal sealed class Draft<T>
{
    [ThreadStatic]
    private static Draft<T>? spare;

    private readonly object owner;

    private Draft(object owner, Slot[] slots) => (this.owner, Slots) = (owner, slots);

    public Slot[] Slots { get; }

    /// <summary>An empty one.</summary>
    public static Draft<T> Rent(object owner, Member<T>[] members)
    {
        if (spare is { } kept && kept.owner == owner)
        {
            spare = null;
            return kept;
        }

        return new Draft<T>(owner, [.. members.Select(member => member.MakeSlot())]);
    }

    public void Return()
    {
        foreach (var slot in Slots)
        {
            slot.Clear();
        }

        spare = this;
    }

    /// <summary>Calls the constructor with its parameters, then sets what else came, and leaves alone what did not.</summary>
    public static Func<Slot[], T> Finisher(ConstructorInfo constructor, Member<T>[] members)
    {
        var slots = Expression.Parameter(typeof(Slot[]));
        var made = Expression.Variable(typeof(T));
        var arguments = constructor.GetParameters().Select(parameter => Slot(Array.FindIndex(members, m => m.Parameter == parameter.Position)));
        var steps = new List<Expression> { Expression.Assign(made, Expression.New(constructor, arguments)) };
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Parameter is null)
            {
                var filled = Expression.Property(Expression.ArrayIndex(slots, Expression.Constant(i)), nameof(Forms.Slot.Filled));
                steps.Add(Expression.IfThen(filled, Expression.Assign(Expression.MakeMemberAccess(made, members[i].Info), Slot(i))));
            }
        }

        steps.Add(made);
        return Expression.Lambda<Func<Slot[], T>>(Expression.Block([made], steps), slots).Compile();

        Expression Slot(int index) => members[index].ValueOf(Expression.ArrayIndex(slots, Expression.Constant(index)));
    }
}
