namespace ChatService.Domain.Sla;

/// <summary>Why a policy was refused.</summary>
public enum SlaComplaintCode
{
    /// <summary>No name, or one that is too long.</summary>
    Name,

    /// <summary>A target that is not above zero, or longer than a year.</summary>
    TargetOutOfRange,

    /// <summary>More steps or breach actions than a policy may have.</summary>
    TooManySteps,

    /// <summary>A step with both a time after the start and one before the due time, or with neither.</summary>
    StepTimeAmbiguous,

    /// <summary>A step whose time is negative or longer than a year, or whose reference target is out of range.</summary>
    StepTimeOutOfRange,

    /// <summary>An action, metric or priority that does not exist.</summary>
    UnknownValue,
}
